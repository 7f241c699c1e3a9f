using Domicile.House.Tests.Arrows;
using Domicile.House.Tests.Code;
using Domicile.House.Tests.Sql;

namespace Domicile.House.Tests;

/// <summary>Every place that may break a rule. A line here needs a reason that a stranger accepts.</summary>
internal static class Exemptions
{
    public static IReadOnlyList<Exemption> All { get; } =
    [
        new(
            SqlFiles.Schema,
            "src/Sharding/Migrations/CreateJournal.sql",
            "the journal of migrations cannot be made by a migration"),
        new(
            SqlFiles.Schema,
            "src/Cli/Privacy/Canary/PlantProbe.sql",
            "the probe's table is in a transaction that is always rolled back"),
        new(
            Banned.FloatingMoney,
            "src/Ledger/Audit/Drawing/",
            "places and lengths on a page, as the drawing library takes them; amounts come as texts"),
        new(
            ShardingWords.Innocent,
            "src/Sharding/Topology/Aws/",
            "an account of AWS is whose servers they are; it holds no money"),
        new(
            ShardingWords.Innocent,
            "src/Sharding/Topology/topology.schema.json",
            "the same accounts of AWS"),
    ];
}
