using Domicile.Ledger.Audit.Institutions;
using Domicile.Ledger.Audit.Packages.Building;
using Domicile.Ledger.Audit.Packages.Delivery;
using Domicile.Ledger.Passes;

namespace Domicile.Ledger.Audit.Packages;

/// <summary>
/// What brings a region's documents to its institutions. How often its passes run is their host's business; any number
/// of hosts may run them at once. Lives as long as its ledger.
/// </summary>
public sealed class AuditWork : IDisposable
{
    private readonly RegionLedger ledger;
    private readonly PackageWork work;

    internal AuditWork(RegionLedger ledger, AuditOptions options, PackageWork work)
    {
        (this.ledger, this.work) = (ledger, work);
        Institutions = [.. options.Institutions.Select(
            institution => new InstitutionClient(ledger.Router.Region, institution, options.AnswerLimit))];
    }

    /// <summary>Everyone who has got documents from here.</summary>
    public IReadOnlyList<InstitutionClient> Institutions { get; }

    /// <summary>Makes an institution's packages; to be run every second or so.</summary>
    public IPass Packages(InstitutionClient client) => new PackagePass(ledger, client.Institution, work);

    /// <summary>Sends them; to be run every second or so.</summary>
    public IPass Delivery(InstitutionClient client) => new DeliveryPass(ledger, client, work.Objects);

    public void Dispose()
    {
        foreach (var client in Institutions)
        {
            client.Dispose();
        }
    }
}
