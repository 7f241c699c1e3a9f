using Domicile.Cli.Client;

namespace Domicile.Cli.Chaos.Load;

/// <summary>The users among whom the load moves money, by the shard that they were placed on.</summary>
internal sealed class Cast
{
    private readonly (string Region, string Shard, string User)[] members;

    private Cast(IEnumerable<(string Region, string Shard, string User)> members) => this.members = [.. members];

    public IEnumerable<string> Users => members.Select(one => one.User);

    /// <summary>The shard of each user, such as <c>eu/s1</c>.</summary>
    public IReadOnlyDictionary<string, string> Shards => members.ToDictionary(
        one => one.User, one => $"{one.Region}/{one.Shard}", StringComparer.Ordinal);

    /// <summary>Makes users on every shard of every region and gives each something to spend.</summary>
    /// <param name="shardOf">The shard of a region's user number, by the first ranges.</param>
    public static async Task<Cast> MakeAsync(
        IReadOnlyDictionary<string, RegionClient> regions,
        Func<string, long, string> shardOf,
        int countPerRegion,
        CancellationToken cancellation)
    {
        var all = new List<(string, string, string)>();
        foreach (var (region, client) in regions)
        {
            (await client.AddAssetAsync(ChaosOrder.Asset, 2, cancellation)).ValueOrThrow();
            for (var i = 0; i < countPerRegion; i++)
            {
                var key = $"chaos-user-{Guid.CreateVersion7()}";
                var user = (await client.CreateUserAsync(new NewUser(null, null, null), key, cancellation))
                    .ValueOrThrow().Id;
                all.Add((region, shardOf(region, long.Parse(user[(region.Length + 1)..])), user));
            }

            // So that there is a minimum to verify.
            var last = all[^1].Item3;
            (await client.OpenAccountAsync(last, ChaosOrder.Asset, cancellation)).ValueOrThrow();
            (await client.SetMinimumAsync(last, $"wallet-{ChaosOrder.Asset}", "-10.00", cancellation)).ValueOrThrow();
        }

        return new Cast(all);
    }

    /// <summary>Money for everybody.</summary>
    public IEnumerable<ChaosOrder> Funding(string prefix) => members.Select((one, place) => new ChaosOrder(
        $"{prefix}-fund-{place}", OrderKind.FromExternal, one.Region, "external", one.User, 10_000_000));

    /// <summary>Any order; another kind where the world has no shard or region for the one that chance named.</summary>
    public ChaosOrder Order(Random chance, string key)
    {
        var from = members[chance.Next(members.Length)];
        var cents = chance.NextInt64(1, 1_000);
        return chance.Next(100) switch
        {
            < 8 => new ChaosOrder(key, OrderKind.FromExternal, from.Region, "external", from.User, cents),
            < 16 => new ChaosOrder(key, OrderKind.ToExternal, from.Region, from.User, "external", cents),
            < 19 => new ChaosOrder(key, OrderKind.TooMuch, from.Region, from.User, "external", 9_000_000_000),
            < 24 => new ChaosOrder(key, OrderKind.ToNobody, from.Region, from.User, Nobody(from, chance), cents),
            < 48 => Between(OrderKind.OtherShard, to => to.Region == from.Region && to.Shard != from.Shard),
            < 72 => Between(OrderKind.OtherRegion, to => to.Region != from.Region),
            _ => Between(OrderKind.SameShard, to => to.Region == from.Region && to.Shard == from.Shard),
        };

        ChaosOrder Between(OrderKind kind, Func<(string Region, string Shard, string User), bool> isWanted)
        {
            var others = members.Where(other => other != from && isWanted(other)).ToList();
            return others.Count == 0
                ? new ChaosOrder(key, OrderKind.ToExternal, from.Region, from.User, "external", cents)
                : new ChaosOrder(key, kind, from.Region, from.User, others[chance.Next(others.Count)].User, cents);
        }
    }

    // The last number of the range of somebody: a block of a thousand is far from being used up.
    private string Nobody((string Region, string Shard, string User) from, Random chance)
    {
        var (region, _, user) = members[chance.Next(members.Length)];
        var number = long.Parse(user[(region.Length + 1)..]) + 900;
        return from.User == $"{region}-{number}" ? $"{region}-{number + 1}" : $"{region}-{number}";
    }
}
