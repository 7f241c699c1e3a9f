namespace Domicile.Server.Tests.Problems;

/// <summary>A request that must be refused, and with what.</summary>
/// <param name="Send">
/// Method and path, with <c>{anna}</c>, <c>{bob}</c> (her neighbour) and <c>{far}</c> for users.
/// </param>
/// <param name="Body">JSON, or null for none.</param>
/// <param name="Problem">The type's name.</param>
/// <param name="Status">The HTTP status.</param>
/// <param name="Parameter">The field that must be named.</param>
public sealed record WrongRequest(string Send, string? Body, string Problem, int Status, string Parameter)
{
    public override string ToString() => $"{Send} {Body?[..Math.Min(Body.Length, 90)]}";
}
