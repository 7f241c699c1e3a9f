namespace Domicile.Infrastructure.Tests.Network.Walk;

/// <summary>A way from one subnet to another's addresses.</summary>
/// <param name="From">Where it begins.</param>
/// <param name="To">Whose addresses are called.</param>
/// <param name="Hops">Each a resource and what it does.</param>
/// <param name="End">What stands in the way; null when packets arrive.</param>
internal sealed record Path(Subnet From, Subnet To, IReadOnlyList<string> Hops, string? End)
{
    public bool Arrives => End is null;

    public override string ToString() =>
        $"{From} -> {To}: {string.Join(" -> ", Hops)}{(End is null ? " -> arrives" : $" -> ends: {End}")}";
}
