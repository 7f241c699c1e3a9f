namespace Domicile.House.Tests.Arrows;

/// <summary>The rooms of the house and which rooms each may know. Arrows point down only.</summary>
internal static class Rooms
{
    private static readonly Dictionary<string, string[]> Below = new()
    {
        ["Sharding"] = [],
        ["Ledger"] = ["Sharding"],
        ["Local"] = ["Ledger", "Sharding"],
        ["Aws"] = ["Ledger", "Sharding"],
        ["Server"] = ["Local", "Aws", "Ledger", "Sharding"],
        ["Sandbox"] = ["Local", "Ledger", "Sharding"],
        ["Bench"] = ["Local", "Ledger", "Sharding"],
        ["Costs"] = ["Sharding"],
        ["Infrastructure"] = ["Sharding"],
        ["Cli"] = ["Local", "Aws", "Costs", "Ledger", "Sharding", "Bench"],
        ["Testing"] = ["Local", "Ledger", "Sharding"],
        ["OnlySharding"] = ["Sharding"],
        ["House.Tests"] = [],
    };

    /// <summary>The room that a file stands in, or nothing when it stands in none.</summary>
    public static string? Of(string path) => path.Split('/') switch
    {
        ["src", var room, _, ..] => room,
        ["bench", ..] => "Bench",
        ["tests", var room, _, ..] => room,
        ["samples", "only-sharding", ..] => "OnlySharding",
        _ => null,
    };

    /// <summary>The room of a namespace or an assembly: <c>Domicile.Ledger.Users</c> is of <c>Ledger</c>.</summary>
    public static string? OfName(string name) => name.Split('.') switch
    {
        ["Domicile", var room, "Tests", ..] => $"{room}.Tests",
        ["Domicile", var room, ..] => room,
        _ => null,
    };

    /// <summary>
    /// Tests of a room may know what the room knows, the room itself, what all tests share and the nodes they run on.
    /// </summary>
    public static bool MayKnow(string room, string other) =>
        room == other
        || (Below.TryGetValue(room, out var below)
            ? below.Contains(other)
            : other is "Testing" or "Local" || TestedRoom(room) is { } tested && MayKnow(tested, other));

    private static string? TestedRoom(string room) =>
        room.EndsWith(".Tests", StringComparison.Ordinal) && Below.ContainsKey(room[..^6]) ? room[..^6] : null;
}
