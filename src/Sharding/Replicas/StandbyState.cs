namespace Domicile.Sharding.Replicas;

/// <summary>What a register says of a standby.</summary>
/// <param name="Name">What it calls itself to its primary, such as <c>r1</c>.</param>
/// <param name="State"><c>away</c>, <c>returning</c> or <c>promotable</c>.</param>
/// <param name="IsSettled">It is in this state for so long that every gate knows.</param>
internal sealed record StandbyState(string Name, string State, bool IsSettled)
{
    public const string Away = "away";
    public const string Returning = "returning";
    public const string Promotable = "promotable";
}
