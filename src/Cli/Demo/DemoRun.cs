using System.Diagnostics;
using Domicile.Cli.Client;
using Domicile.Cli.Import.Reading;
using Domicile.Cli.Import.Replay;
using Domicile.Cli.Tokens;
using Domicile.Cli.Verification;
using Domicile.Local.Folders;
using Domicile.Sharding.Users;
using Spectre.Console;

namespace Domicile.Cli.Demo;

/// <summary>
/// Deals the accounts of a bank out to the regions of a running world, replays them side by side, and looks at what
/// became of them. Run twice on one world, it doubles nothing.
/// </summary>
internal sealed class DemoRun(WorldArguments arguments, WorldAddresses addresses, CzechBank bank)
{
    private readonly RegionTokens tokens = new(addresses.Folder, TimeProvider.System);

    /// <param name="console">Where progress is shown.</param>
    public async Task<DemoReport> RunAsync(IAnsiConsole console, CancellationToken cancellation)
    {
        var regions = addresses.World.Regions;
        var parts = regions.Select((region, place) => (Region: region, Bank: bank.Part(place, regions.Count))).ToList();
        var progresses = parts.Select(p => new ReplayProgress(p.Region, p.Bank.MovementCount)).ToList();
        var startedAt = Stopwatch.GetTimestamp();
        var replays = await new ReplayDisplay(console, progresses).WhileAsync(Task.WhenAll(
            parts.Zip(progresses, (part, progress) => ReplayAsync(part.Bank, progress, cancellation))));
        var seconds = Stopwatch.GetElapsedTime(startedAt).TotalSeconds;

        var tour = await new WorldTour(arguments, addresses).RunAsync(replays, cancellation);
        var shards = new List<ShardFigures>();
        foreach (var region in regions)
        {
            shards.AddRange(await ShardFigures.ReadAsync(addresses.Region(region), CzechBank.Koruna, cancellation));
        }

        return new DemoReport(
            [.. replays.Select(r => new DemoRegion(r.Region, addresses.World.ServerUrl(r.Region), r))],
            shards,
            seconds,
            tour,
            await WorldProof.RunAsync(addresses, null, cancellation),
            Curl(replays[0]),
            await RefusalAsync(replays, cancellation))
        {
            Package = await SeenPackage.LookAsync(addresses, cancellation),
        };
    }

    private async Task<ReplayReport> ReplayAsync(
        CzechBank part, ReplayProgress progress, CancellationToken cancellation)
    {
        using var client = RegionDoor.OpenAsOperator(
            arguments, progress.Region, Patience.OfLongWork, ReplayConnections.Default);
        await BankReplay.AddKorunaAsync(client, cancellation);
        return await new BankReplay(client, part, progress).RunAsync(ReplayConnections.Default, cancellation);
    }

    // A user's own token: it opens this one book and no other.
    private string Curl(ReplayReport replay)
    {
        var user = replay.Accounts[0].UserId;
        var token = UserId.TryParse(user, out var id)
            ? tokens.ForUser(id)
            : throw new ApiException($"The API made a user with the id {user}, which is none.");
        return $"curl -H 'Authorization: Bearer {token}' "
            + $"{addresses.World.ServerUrl(replay.Region)}/v1/users/{user}/balances";
    }

    private async Task<SeenRefusal?> RefusalAsync(ReplayReport[] replays, CancellationToken cancellation) =>
        replays.Length < 2
            ? null
            : await SeenRefusal.AskForForeignerAsync(
                addresses.World.ServerUrl(replays[0].Region),
                tokens.ForOperator(replays[0].Region),
                replays[1].Accounts[0].UserId,
                cancellation);
}
