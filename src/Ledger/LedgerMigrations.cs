namespace Domicile.Ledger;

/// <summary>Where the ledger's numbered schema scripts stand in this assembly.</summary>
public static class LedgerMigrations
{
    public const string ShardPrefix = "Migrations/Shard/";
    public const string RegisterPrefix = "Migrations/Register/";
    public const string KeysPrefix = "Migrations/Keys/";
}
