using System.Reflection;
using Domicile.Sharding.Migrations;

namespace Domicile.Ledger;

/// <summary>The ledger's own part of each database's schema; Sharding's sets come before it.</summary>
public static class LedgerSchema
{
    /// <summary>The books of one shard's users.</summary>
    public static MigrationSet Shard { get; } = Read("ledger.shard", "Migrations/Shard");

    /// <summary>The assets of a region, beside its register.</summary>
    public static MigrationSet Register { get; } = Read("ledger.register", "Migrations/Register");

    /// <summary>The wrapped keys of a region's users.</summary>
    public static MigrationSet Keys { get; } = Read("ledger.keys", "Migrations/Keys");

    /// <summary>The figures that all regions feed; no personal data.</summary>
    public static MigrationSet Central { get; } = Read("ledger.central", "Migrations/Central");

    private static MigrationSet Read(string name, string folder) =>
        MigrationSet.FromAssembly(name, Assembly.GetExecutingAssembly(), folder);
}
