using Domicile.Ledger.Verification.Register;

namespace Domicile.Ledger.Verification.Placement;

/// <summary>
/// What must hold between one shard and its register: the shard is who it says, and its users are those that it was
/// given. The statement of each stands beside this file.
/// </summary>
internal static class PlacementChecks
{
    private static readonly Invariant Identity =
        new("shard-identity", "Each shard is the one that the register means.");

    private static readonly Invariant Ranges = new("ranges-agree", "Each range on a shard is the register's.");

    private static readonly Invariant Users =
        new("users-in-ranges", "Users are only where the register says.");

    private static readonly Invariant Books = new("books-have-users", "Every book is of a user who was placed there.");

    private static readonly Invariant Blocks =
        new("blocks-leased", "Each block of user numbers was leased to its shard.");

    private static readonly Invariant Numbers = new("numbers-leased", "Every user's number is of such a block.");

    public static readonly IReadOnlyList<Invariant> Invariants = [Identity, Ranges, Users, Books, Blocks, Numbers];

    private static readonly Dictionary<Invariant, string> Statements =
        Invariants.ToDictionary(invariant => invariant, invariant => invariant.ReadSql(typeof(PlacementChecks)));

    /// <param name="register">
    /// Read after the shard's snapshot was taken: what a shard has, its register had before.
    /// </param>
    public static async Task<IReadOnlyList<InvariantResult>> RunAsync(
        NodeSnapshot shard, RegisterFacts register, CancellationToken cancellation)
    {
        var name = shard.Node.ShortName;
        var owned = register.Ranges.Where(range => range.Shard == name && range.State == "open").ToList();
        var leases = register.Leases.Where(lease => lease.Shard == name).ToList();
        (Invariant Invariant, object[] Parameters)[] checks =
        [
            (Identity, [shard.Node.Name, register.Epochs.GetValueOrDefault(name)]),
            (Ranges, [
                Column(register.Ranges, range => range.Id),
                Column(register.Ranges, range => range.First),
                Column(register.Ranges, range => range.End),
                Column(register.Ranges, range => range.Shard),
                Column(register.Ranges, range => range.State),
                name]),
            (Users, [Column(owned, range => range.First), Column(owned, range => range.End)]),
            (Books, []),
            (Blocks, [
                Column(leases, lease => lease.Epoch),
                Column(leases, lease => lease.Ordinal),
                Column(leases, lease => lease.First),
                Column(leases, lease => lease.End)]),
            (Numbers, []),
        ];
        var results = new List<InvariantResult>();
        foreach (var (invariant, parameters) in checks)
        {
            results.Add(await shard.CheckAsync(invariant, Statements[invariant], parameters, cancellation));
        }

        return results;
    }

    private static T[] Column<TRow, T>(IEnumerable<TRow> rows, Func<TRow, T> value) => [.. rows.Select(value)];
}
