using Domicile.Aws.Calls;
using Domicile.Aws.Nodes;
using Domicile.Cli.Cloud.Regions;
using Domicile.Local.Worlds;
using Domicile.Sharding.Promotions;
using Domicile.Sharding.Register;
using Domicile.Sharding.Topology;
using Npgsql;

namespace Domicile.Cli.Cloud.SiteLoss;

/// <summary>
/// Makes a cluster of another site the primary of one node of a region in AWS, after its Global Database was switched
/// or failed over: the register raises the shard's epoch, the cluster begins it, and the servers of every site are told
/// where it is. Register and key database have no epoch. Cut short anywhere, it is finished by the next run.
/// </summary>
/// <param name="site">The site that takes the writes from now on, and as whom to act there.</param>
/// <param name="region">The region.</param>
/// <param name="node">A shard's name, <c>register</c> or <c>keys</c>.</param>
internal sealed class NodePromotion(SiteAccess site, RegionTopology region, string node)
{

    private readonly List<string> told = [];
    private readonly List<string> knew = [];
    private readonly Dictionary<string, string> untold = [];

    /// <summary>HOST:PORT of the new primary; null for where RDS has it.</summary>
    public string? Primary { get; init; }

    /// <summary>Sites that are not there, so that nobody is told there.</summary>
    public IReadOnlyList<string> Lost { get; init; } = [];

    /// <summary>True to begin another epoch though the register names this very place already.</summary>
    public bool Again { get; init; }

    /// <summary>For tests: called after each step that a crash may follow.</summary>
    internal Action<string> After { get; init; } = _ => { };

    private string Name => $"{region.Name}/{node}";

    /// <exception cref="WorldException">It is no primary, or a node contradicts another; with what to do.</exception>
    /// <exception cref="AwsRefusedException">A right is missing.</exception>
    /// <exception cref="AwsUnavailableException">AWS does not answer in the site itself.</exception>
    /// <exception cref="InvalidDataException">Something is not described as it has to be.</exception>
    public async Task<NodePromotionResult> RunAsync(CancellationToken cancellation)
    {
        using var calls = new SignedCalls(site, TimeProvider.System);
        var directory = new NodeDirectory(calls, region.Name, CloudNames.Role);
        var found = await directory.ReadAsync([node, CloudNames.Register], cancellation);
        var place = Primary ?? await AskForPlaceAsync(cancellation);
        var primary = found[0].At(place) ?? throw new WorldException($"--primary takes HOST:PORT, not {place}.");
        var own = await new ClaimedNode(region.Name, node, primary).AskAsync(cancellation);
        var (epoch, isNew) = IsShard ? await BeginAsync(found[1], primary, own, cancellation) : (null, false);
        foreach (var other in region.Sites.OrderBy(other => other.Name != site.Name))
        {
            if (!Lost.Contains(other.Name, StringComparer.Ordinal))
            {
                await TellAsync(other.Name, place, cancellation);
                After($"told {other.Name}");
            }
        }

        return new NodePromotionResult(
            Name, place, epoch, isNew || (!IsShard && told.Count > 0), told, knew, Lost, untold);
    }

    private bool IsShard => node is not (CloudNames.Register or CloudNames.Keys);

    private async Task<string> AskForPlaceAsync(CancellationToken cancellation)
    {
        using var queries = new QueryCalls(site, TimeProvider.System);
        return await new NodeWriter(queries, region.Name).ReadPlaceAsync(node, cancellation);
    }

    private async Task<(int? Epoch, bool IsNew)> BeginAsync(
        NodeAddress register, NodeAddress primary, int own, CancellationToken cancellation)
    {
        await new ClaimedNode(region.Name, CloudNames.Register, register).AskAsync(cancellation);
        try
        {
            var promotion = new ShardPromotion(register, node);
            var standing = await promotion.ReadAsync(cancellation);
            if (own > standing.Epoch)
            {
                throw new WorldException(
                    $"{Name} at {primary.Place} is of epoch {own}, and the register says {standing.Epoch}: the "
                    + "register has forgotten a promotion. Put its epoch back, by docs/guides/restore.md, Restore "
                    + "a register.");
            }

            var epoch = standing.Epoch;
            if (standing.Place != primary.Place || (Again && own == epoch))
            {
                await new LostLeases(register, node).PutBackAsync(primary, cancellation);
                After("leases put back");
                epoch = await promotion.DecideAsync(standing, null, primary, cancellation);
                After("decided");
            }

            if (own == epoch)
            {
                return (epoch, false);
            }

            await promotion.BeginAsync(primary, epoch, waits: true, cancellation);
            After("begun");
            return (epoch, true);
        }
        catch (Exception e) when (e is RegisterException or NpgsqlException)
        {
            throw new WorldException($"{Name} was not promoted, run the same again when it is mended: {e.Message}", e);
        }
    }

    /// <summary>A site that cannot be told is no reason to leave the others without it.</summary>
    private async Task TellAsync(string other, string place, CancellationToken cancellation)
    {
        try
        {
            using var calls = new SignedCalls(site.In(other), TimeProvider.System);
            var isNew = await new NodePlace(calls, region.Name, node).WriteAsync(place, cancellation);
            (isNew ? told : knew).Add(other);
        }
        catch (Exception e) when (e is AwsRefusedException or AwsUnavailableException or InvalidDataException)
        {
            untold.Add(other, e.Message);
        }
    }
}
