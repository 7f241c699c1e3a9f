using System.Diagnostics;
using System.Globalization;
using Domicile.Cli.Client;
using Domicile.Cli.Import.Reading;
using Domicile.Cli.Import.Replay;
using Domicile.Local.Folders;
using Domicile.Sharding.Routing;
using Domicile.Sharding.Users;

namespace Domicile.Cli.Demo;

/// <summary>
/// Sends one koruna around the world: from a user of each shard to one of the next, across shards and regions, and back
/// to the first. Everybody ends with what they had. Run twice, it moves nothing the second time.
/// </summary>
internal sealed class WorldTour(WorldArguments arguments, WorldAddresses addresses)
{
    private const int WaitSeconds = 10;

    /// <returns>The steps in their order; none when there are not two shards with a user who can start.</returns>
    public async Task<IReadOnlyList<TourStep>> RunAsync(
        IEnumerable<ReplayReport> replays, CancellationToken cancellation)
    {
        var travellers = new List<UserId>();
        foreach (var replay in replays)
        {
            await AddTravellersAsync(replay, travellers, cancellation);
        }

        var steps = new List<TourStep>();
        for (var i = 0; i < travellers.Count && travellers.Count > 1; i++)
        {
            steps.Add(await PayAsync(travellers[i], travellers[(i + 1) % travellers.Count], cancellation));
        }

        return steps;
    }

    /// <summary>One user of each shard; the first of all is one who has a koruna.</summary>
    private async Task AddTravellersAsync(
        ReplayReport replay, List<UserId> travellers, CancellationToken cancellation)
    {
        await using var router = ShardRouter.Open(addresses.Region(replay.Region), "domicile-demo", 1);
        await router.ReloadAsync(cancellation);
        var visited = new HashSet<string>(StringComparer.Ordinal);
        foreach (var account in replay.Accounts.Where(account => travellers.Count > 0 || HasKoruna(account)))
        {
            if (UserId.TryParse(account.UserId, out var user)
                && router.TryRoute(user.Number, out var route)
                && visited.Add(route.Shard.Name))
            {
                travellers.Add(user);
            }
        }
    }

    private async Task<TourStep> PayAsync(UserId from, UserId to, CancellationToken cancellation)
    {
        using var client = RegionDoor.OpenAsOperator(arguments, from.Region, Patience.OfLongWork);
        client.WaitForEnds(WaitSeconds);
        var order = new NewTransfer(from.ToString(), to.ToString(), "1.00", CzechBank.Koruna.Code, "Na cestu", null);
        var startedAt = Stopwatch.GetTimestamp();
        var answer = await client.PostTransferAsync(order, $"domicile-tour-{from}-{to}", cancellation);
        var transfer = answer.ValueOrThrow();
        return new TourStep(
            transfer.From,
            transfer.To,
            $"{transfer.Amount} {transfer.Asset}",
            transfer.State,
            Math.Round(Stopwatch.GetElapsedTime(startedAt).TotalMilliseconds, 1));
    }

    private static bool HasKoruna(AccountReport account) =>
        decimal.Parse(account.Balance, CultureInfo.InvariantCulture) >= 1 && account.Minimum is null;
}
