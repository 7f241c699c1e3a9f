using Domicile.Sharding.Topology.Institutions;

namespace Domicile.Ledger.Audit.Documents;

/// <summary>What a region's documents show, and for how long they are kept.</summary>
/// <param name="KeepYears">Years after the end of the calendar year of the booking, as the region's law asks.</param>
/// <param name="Profile">The details of the user that the region's institutions ask for.</param>
public sealed record DocumentRules(int KeepYears, IReadOnlyList<ProfileDetail> Profile)
{
    /// <summary>What accounting law in the EU comes to, and no details.</summary>
    public static DocumentRules Default { get; } = new(10, []);

    /// <summary>The last day on which the document of a transfer booked at that time can be read.</summary>
    public DateOnly KeptUntil(DateTimeOffset bookedAt) => new(bookedAt.UtcDateTime.Year + KeepYears, 12, 31);
}
