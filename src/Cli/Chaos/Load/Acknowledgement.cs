namespace Domicile.Cli.Chaos.Load;

/// <summary>What a caller was told of its transfer, as it wrote it down outside of the world.</summary>
/// <param name="Id">The transfer's id.</param>
/// <param name="State">Such as <c>completed</c> or <c>in-transit</c>.</param>
/// <param name="At">Since the run began.</param>
internal sealed record Acknowledgement(
    string Key, OrderKind Kind, Guid Id, string From, string To, long Cents, string State, TimeSpan At)
{
    /// <summary>In whose book the transfer must be.</summary>
    public string Owner => From == "external" ? To : From;
}
