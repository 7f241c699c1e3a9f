namespace Domicile.Infrastructure.Tests.Identity;

/// <summary>Wildcards that one sentence of our policies has, and why it must.</summary>
/// <param name="Sid">The sentence, wherever it stands.</param>
/// <param name="Reason">Why nothing narrower will do, for a stranger.</param>
/// <param name="Values">
/// Actions, resources or principals as they stand there, with <c>{region}</c>, <c>{site}</c> and <c>{account}</c>.
/// </param>
internal sealed record ListedWildcard(string Sid, string Reason, params string[] Values);
