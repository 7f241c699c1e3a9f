using Domicile.Ledger.Verification.Books;
using Domicile.Ledger.Verification.Documents;
using Domicile.Ledger.Verification.Erasures;
using Domicile.Ledger.Verification.Keys;
using Domicile.Ledger.Verification.Legs;
using Domicile.Ledger.Verification.Nodes;
using Domicile.Ledger.Verification.Packages;
using Domicile.Ledger.Verification.Placement;
using Domicile.Ledger.Verification.Register;
using Domicile.Ledger.Verification.Users;
using Npgsql;

namespace Domicile.Ledger.Verification;

/// <summary>
/// Verifies the databases of one region while it may be at work. The register is looked at before the shards and again
/// after them: whom it had before must be on a shard, and whom a shard has it must know afterwards.
/// </summary>
internal sealed class RegionVerification : IAsyncDisposable
{
    private readonly List<InvariantResult> results = [];
    private NodeSnapshot? before;
    private NodeSnapshot? after;
    private NodeSnapshot?[] shards = [];
    private NodeSnapshot? keys;

    public static async Task<IReadOnlyList<InvariantResult>> RunAsync(
        IReadOnlyList<VerifiedNode> nodes, CancellationToken cancellation)
    {
        var register = nodes.Single(node => node.Role == VerifiedRole.Register);
        var primaries = nodes.Where(node => node.Role == VerifiedRole.Primary);
        var vault = nodes.SingleOrDefault(node => node.Role == VerifiedRole.Keys);
        await using var region = new RegionVerification();
        region.before = await region.OpenAsync(register, cancellation);
        region.shards = await Task.WhenAll(primaries.Select(primary => region.OpenAsync(primary, cancellation)));
        region.keys = vault is null ? null : await region.OpenAsync(vault, cancellation);
        region.after = region.before is null ? null : await region.OpenAsync(register, cancellation);
        await region.CheckAsync(cancellation);
        return region.results;
    }

    public async ValueTask DisposeAsync()
    {
        foreach (var snapshot in shards.Append(before).Append(after).Append(keys))
        {
            await (snapshot?.DisposeAsync() ?? ValueTask.CompletedTask);
        }
    }

    private async Task<NodeSnapshot?> OpenAsync(VerifiedNode node, CancellationToken cancellation)
    {
        try
        {
            return await NodeSnapshot.OpenAsync(node, cancellation);
        }
        catch (Exception e) when (e is NpgsqlException or TimeoutException)
        {
            Add([NodeChecks.Answer(node.Name, e.Message)]);
            return null;
        }
    }

    private async Task CheckAsync(CancellationToken cancellation)
    {
        var facts = await FactsAsync(cancellation);
        await Task.WhenAll(shards.OfType<NodeSnapshot>().Select(async shard =>
        {
            if (facts is not null)
            {
                Add(await PlacementChecks.RunAsync(shard, facts, cancellation));
            }

            Add(await BookChecks.RunAsync(shard, cancellation));
            Add(await TransitChecks.RunAsync(shard, cancellation));
            Add(await DocumentChecks.RunAsync(shard, cancellation));
        }));
        if (facts is null)
        {
            return;
        }

        Add(await RegisterChecks.RunAsync(after!, cancellation));
        if (shards.All(shard => shard is not null))
        {
            await CheckUsersAsync(cancellation);
        }

        await CheckPackagesAsync(cancellation);
        await CheckErasuresAsync(cancellation);
    }

    private async Task<RegisterFacts?> FactsAsync(CancellationToken cancellation)
    {
        if (after is null)
        {
            return null;
        }

        try
        {
            return await RegisterFacts.ReadAsync(after, cancellation);
        }
        catch (NpgsqlException e)
        {
            Add([NodeChecks.Answer(after.Node.Name, e.Message)]);
            return null;
        }
    }

    private async Task CheckUsersAsync(CancellationToken cancellation)
    {
        try
        {
            Add(await UserChecks.RunAsync(before!, [.. shards.OfType<NodeSnapshot>()], after!, cancellation));
        }
        catch (NpgsqlException e)
        {
            Add([NodeChecks.Answer(before!.Node.Name, e.Message)]);
        }
    }

    private async Task CheckPackagesAsync(CancellationToken cancellation)
    {
        try
        {
            Add(await PackageChecks.RunAsync(before!, [.. shards.OfType<NodeSnapshot>()], cancellation));
        }
        catch (NpgsqlException e)
        {
            Add([NodeChecks.Answer(before!.Node.Name, e.Message)]);
        }
    }

    private async Task CheckErasuresAsync(CancellationToken cancellation)
    {
        try
        {
            var erasures = await ErasureChecks.ReadAsync(before!, cancellation);
            Add(await ErasureChecks.RunAsync(
                before!, erasures, [.. shards.OfType<NodeSnapshot>()], cancellation));
            if (keys is not null)
            {
                Add(await KeyChecks.RunAsync(keys, erasures, cancellation));
            }
        }
        catch (NpgsqlException e)
        {
            Add([NodeChecks.Answer(before!.Node.Name, e.Message)]);
        }
    }

    private void Add(IReadOnlyList<InvariantResult> found)
    {
        lock (results)
        {
            results.AddRange(found);
        }
    }
}
