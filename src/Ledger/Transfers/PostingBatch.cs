namespace Domicile.Ledger.Transfers;

/// <summary>
/// A group of transfers as <c>ledger.post_transfers</c> takes it: its items; their legs, the sides that have a book on
/// this shard; and the users and account slots, which the legs name by their places, counted from 1.
/// </summary>
internal sealed class PostingBatch
{
    private readonly List<PostingLeg> legs;
    private readonly Dictionary<(long User, string Asset), int> slots = [];
    private readonly List<long> slotUsers = [];
    private readonly List<string> slotAssets = [];

    public PostingBatch(IReadOnlyList<PendingTransfer> group)
    {
        Items = group;
        legs = new List<PostingLeg>(group.Count * 2);
        PayerLegs = new int?[group.Count];
        PayeeLegs = new int?[group.Count];
        for (var i = 0; i < group.Count; i++)
        {
            var item = group[i];
            PayerLegs[i] = Add(item.Payer, item.PayerRange, i, pays: true);
            PayeeLegs[i] = Add(item.Payee, item.PayeeRange, i, pays: false);
            HasReference |= item.PayerReference is not null || item.PayeeReference is not null;
        }

        Users = Distinct(legs);
        Ranges = new int[Users.Length];
        LegCounts = new int[Users.Length];
        LegUsers = new int[legs.Count];
        LegSlots = new int[legs.Count];
        for (var i = 0; i < legs.Count; i++)
        {
            Place(i, legs[i]);
        }
    }

    public IReadOnlyList<PendingTransfer> Items { get; }

    public IReadOnlyList<PostingLeg> Legs => legs;

    /// <summary>Each item's leg of its payer; null when that is the world outside.</summary>
    public int?[] PayerLegs { get; }

    /// <summary>Each item's leg of its payee; null when that is the world outside, or elsewhere.</summary>
    public int?[] PayeeLegs { get; }

    /// <summary>Each user once, ascending: the order in which their books are locked.</summary>
    public long[] Users { get; }

    /// <summary>Each user's range, as this process knows it.</summary>
    public int[] Ranges { get; }

    /// <summary>How many legs each user has.</summary>
    public int[] LegCounts { get; }

    public int[] LegUsers { get; }

    public int[] LegSlots { get; }

    public bool HasReference { get; }

    public long[] SlotUsers => [.. slotUsers];

    public string[] SlotAssets => [.. slotAssets];

    private int? Add(long? user, int? range, int item, bool pays)
    {
        if (user is not { } number)
        {
            return null;
        }

        legs.Add(new PostingLeg(item, number, range!.Value, pays));
        return legs.Count;
    }

    private void Place(int index, in PostingLeg leg)
    {
        var place = Array.BinarySearch(Users, leg.User);
        LegUsers[index] = place + 1;
        LegCounts[place]++;

        // Two of a group may have been routed by different maps; a range that came later has the higher id.
        Ranges[place] = Math.Max(Ranges[place], leg.Range);
        var asset = Items[leg.Item].Asset;
        if (!slots.TryGetValue((leg.User, asset), out var slot))
        {
            slots.Add((leg.User, asset), slot = slots.Count + 1);
            slotUsers.Add(leg.User);
            slotAssets.Add(asset);
        }

        LegSlots[index] = slot;
    }

    private static long[] Distinct(List<PostingLeg> legs)
    {
        var users = new long[legs.Count];
        for (var i = 0; i < users.Length; i++)
        {
            users[i] = legs[i].User;
        }

        Array.Sort(users);
        var count = 0;
        for (var i = 0; i < users.Length; i++)
        {
            if (count == 0 || users[count - 1] != users[i])
            {
                users[count++] = users[i];
            }
        }

        return users[..count];
    }
}
