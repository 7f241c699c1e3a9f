using Domicile.Costs.Load;
using Domicile.Costs.Prices;
using Domicile.Sharding.Topology;

namespace Domicile.Costs.World;

/// <summary>
/// A month of all that a world needs beside the servers themselves: databases, network, queues, storage, keys, secrets
/// and what watches over them. Where an amount follows the load in a way that nobody can know beforehand, the line has
/// a least and a most.
/// </summary>
/// <param name="Lines">In the order of the topology's regions and sites.</param>
public sealed record WorldBill(IReadOnlyList<BillLine> Lines)
{
    /// <summary>US dollars a month at the least.</summary>
    public decimal Usd => Lines.Sum(line => line.Usd);

    /// <summary>US dollars a month at the most.</summary>
    public decimal UsdMost => Lines.Sum(line => line.UsdMost);

    /// <summary>Adds it up.</summary>
    /// <exception cref="PriceException">A price is missing.</exception>
    public static WorldBill Make(WorldTopology world, Workload workload, PriceList prices)
    {
        var writer = new BillWriter(world, workload, prices);
        DatabaseLines.Write(writer);
        NetworkLines.Write(writer);
        MessageLines.Write(writer);
        StorageLines.Write(writer);
        KeyLines.Write(writer);
        OperationLines.Write(writer);
        return new WorldBill(writer.Lines);
    }
}
