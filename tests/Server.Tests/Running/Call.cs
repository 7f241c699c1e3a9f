namespace Domicile.Server.Tests.Running;

/// <summary>Who sends a request and under which key.</summary>
/// <param name="Token">An operator's when null; none when empty.</param>
/// <param name="Key">A new one for each POST when null; none when empty.</param>
internal sealed record Call(string? Token = null, string? Key = null);
