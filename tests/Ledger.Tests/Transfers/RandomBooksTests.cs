using Domicile.Ledger.Transfers;
using FsCheck;
using FsCheck.Fluent;
using static Domicile.Ledger.Tests.Transfers.PostingShard;

namespace Domicile.Ledger.Tests.Transfers;

/// <summary>Random histories: the shard and a page of plain C# must come to the same books.</summary>
public sealed class RandomBooksTests : IAsyncLifetime
{
    private const int UserCount = 4;
    private PostingShard shard = null!;

    public async ValueTask InitializeAsync() => shard = await CreateAsync(UserCount);

    public ValueTask DisposeAsync() => shard.DisposeAsync();

    [Fact]
    public void Any_history_of_groups_ends_as_posting_one_after_the_other_does()
    {
        // 0 is the world outside, 1 to 4 are users, 5 does not exist.
        var party = Gen.Choose(0, UserCount + 1);
        var order = from payer in party
                    from payee in party
                    where payer != payee
                    from amount in Gen.OneOf(Gen.Choose(1, 50).Select(n => (long)n), Gen.Constant(long.MaxValue))
                    from key in Gen.Choose(0, 60)
                    select (payer, payee, amount, key);
        var histories = order.NonEmptyListOf().Select(list => list.Chunk(7).ToArray()).ToArbitrary();

        Prop.ForAll(histories, history => HoldsAsync(history).GetAwaiter().GetResult())
            .Check(Config.QuickThrowOnFailure.WithMaxTest(40));
    }

    private async Task<bool> HoldsAsync((int Payer, int Payee, long Amount, int Key)[][] history)
    {
        await shard.RunAsync(
            "truncate ledger.posting, ledger.transfer, ledger.account, ledger.idempotency, ledger.outbox;"
            + "update ledger.book set last_posting_number = 0");
        var model = new PlainBooks(UserCount);
        foreach (var group in history)
        {
            var orders = group.Select(o => Order(Number(o.Payer), Number(o.Payee), o.Amount, $"{o.Key}")).ToArray();
            var expected = group.Select(model.Post).ToArray();
            var results = await shard.PostAsync(orders);
            Assert.Equal(expected, results.Select(result => (result.Outcome, result.Refusal)));
        }

        foreach (var user in Enumerable.Range(1, UserCount))
        {
            Assert.Equal(model.Balances[user], await shard.BalanceAsync(user));
        }

        Assert.Equal(
            model.PostingCount,
            await shard.AskAsync<long>("select coalesce(sum(last_posting_number), 0)::bigint from ledger.book"));
        return true;

        static long? Number(int party) => party == 0 ? null : party;
    }

    /// <summary>The rules of the books, as short as they can be said.</summary>
    private sealed class PlainBooks(int userCount)
    {
        private readonly Dictionary<(int, int), ((int, int, long), string?)> keys = [];
        private readonly Dictionary<(int, string), Int128> counters = [];

        public Dictionary<int, long> Balances { get; } = Enumerable.Range(1, userCount).ToDictionary(n => n, _ => 0L);

        public long PostingCount { get; private set; }

        public (PostingOutcome, string?) Post((int Payer, int Payee, long Amount, int Key) order)
        {
            var owner = order.Payer == 0 ? order.Payee : order.Payer;
            var request = (order.Payer, order.Payee, order.Amount);
            if (owner > userCount)
            {
                return (PostingOutcome.UserUnknown, null);
            }

            if (keys.TryGetValue((owner, order.Key), out var known))
            {
                return known.Item1 == request
                    ? (PostingOutcome.Repeated, known.Item2)
                    : (PostingOutcome.KeyReused, null);
            }

            var refusal = Refusal(order.Payer, order.Payee, order.Amount);
            keys[(owner, order.Key)] = (request, refusal);
            if (refusal is not null)
            {
                return (PostingOutcome.Refused, refusal);
            }

            Move(order.Payer, order.Payee == 0 ? "external" : "sent", -order.Amount);
            Move(order.Payee, order.Payer == 0 ? "external" : "received", order.Amount);
            return (PostingOutcome.Posted, null);
        }

        private string? Refusal(int payer, int payee, long amount)
        {
            if (payee > userCount)
            {
                return "payee-unknown";
            }

            if (payer != 0 && Balances[payer] < amount)
            {
                return "insufficient-funds";
            }

            var fits = (payer == 0 || Counter(payer, payee == 0 ? "external" : "sent") + amount <= long.MaxValue)
                && (payee == 0 || (Int128)Balances[payee] + amount <= long.MaxValue)
                && (payee == 0 || Counter(payee, payer == 0 ? "external" : "received") - amount >= -long.MaxValue);
            return fits ? null : "balance-limit";
        }

        private void Move(int user, string counter, long amount)
        {
            if (user != 0)
            {
                Balances[user] += amount;
                counters[(user, counter)] = Counter(user, counter) - amount;
                PostingCount++;
            }
        }

        private Int128 Counter(int user, string name) => counters.GetValueOrDefault((user, name));
    }
}
