namespace Domicile.Ledger.Privacy.Requests;

/// <summary>Who asked, by the token: the user itself, or somebody who works for the region.</summary>
/// <param name="Name">The token's subject.</param>
/// <param name="Role">The token's role, such as <c>privacy-officer</c>.</param>
public sealed record Asker(string Name, string Role);
