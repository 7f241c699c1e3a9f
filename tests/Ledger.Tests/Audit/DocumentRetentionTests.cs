using Domicile.Ledger.Objects;
using Domicile.Ledger.Transfers;
using Domicile.Testing;

namespace Domicile.Ledger.Tests.Audit;

/// <summary>Documents that the law no longer keeps are destroyed, and nothing before that.</summary>
public sealed class DocumentRetentionTests
{
    private static CancellationToken Token => DocumentRegion.Token;

    [Fact]
    public async Task A_document_is_readable_until_its_last_day_and_gone_with_its_key_on_the_next()
    {
        await using var region = await DocumentRegion.CreateAsync();
        var user = await region.UserAsync();
        var transfer = await region.SendAsync(user, Party.External, "1.00", "rent");
        await region.DrawAsync();

        var end = new DateTimeOffset(transfer.BookedAt.Year + 11, 1, 1, 0, 0, 0, TimeSpan.Zero);
        await using (var before = region.Reopen(time: new MovedTime(end.AddSeconds(-5))))
        {
            await before.Ledger.Documents.Retention!.RunAsync(Token);
            Assert.NotEmpty(await before.PdfAsync(user, transfer.Id));
        }

        await using var after = region.Reopen(time: new MovedTime(end));
        Assert.Equal(RefusalCode.DocumentEnded, await after.RefusalAsync(user, transfer.Id));
        Assert.Equal(2, (await after.Ledger.Documents.Retention!.RunAsync(Token)).DoneCount);

        Assert.Empty(await after.ObjectsAsync());
        Assert.Equal(0, await after.AskAsync<long>("select count(*) from ledger.document"));
        Assert.Equal(RefusalCode.DocumentEnded, await after.RefusalAsync(user, transfer.Id));
        Assert.Equal(
            1,
            await TestSql.ScalarAsync<long>(
                region.Books.KeysOwner, "select count(*) from keys.document_key where wrapped is null"));
    }

    [Fact]
    public async Task A_crash_in_the_middle_leaves_nothing_that_opens_and_the_next_run_goes_on()
    {
        await using var region = await DocumentRegion.CreateAsync();
        var user = await region.UserAsync();
        var transfer = await region.SendAsync(user, Party.External, "1.00", "rent");
        await region.DrawAsync();
        var time = new MovedTime(new DateTimeOffset(transfer.BookedAt.Year + 11, 1, 1, 0, 0, 0, TimeSpan.Zero));

        await using (var crashing = region.Reopen(new NeverDeleting(region.Objects), time))
        {
            await Assert.ThrowsAnyAsync<IOException>(
                async () => await crashing.Ledger.Documents.Retention!.RunAsync(Token));
            Assert.Equal(2, (await region.ObjectsAsync()).Count);
            Assert.Equal(RefusalCode.DocumentEnded, await crashing.RefusalAsync(user, transfer.Id));
        }

        // One that a crash left without a row, too.
        await region.AskAsync<object?>("delete from ledger.document where posting_number = 1");
        await using var after = region.Reopen(time: time);
        await after.Ledger.Documents.Retention!.RunAsync(Token);
        Assert.Empty(await after.ObjectsAsync());
    }

    [Fact]
    public async Task What_is_due_after_its_time_is_drawn_no_more()
    {
        await using var region = await DocumentRegion.CreateAsync();
        var user = await region.UserAsync();
        var transfer = await region.SendAsync(user, Party.External, "1.00", "rent");
        await region.DrawAsync();
        var late = await region.SendAsync(user, Party.External, "2.00");

        await using var after = region.Reopen(time: new MovedTime(transfer.BookedAt.AddYears(12)));
        await after.Ledger.Documents.Retention!.RunAsync(Token);
        await after.DrawAsync();

        Assert.Empty(await after.ObjectsAsync());
        Assert.Equal(0, await after.AskAsync<long>("select count(*) from ledger.document_due"));
        Assert.Equal(RefusalCode.DocumentEnded, await after.RefusalAsync(user, late.Id));
    }

    /// <summary>Another year on the calendar; the clock that measures goes on as ever.</summary>
    private sealed class MovedTime(DateTimeOffset now) : TimeProvider
    {
        public override DateTimeOffset GetUtcNow() => now;
    }

    private sealed class NeverDeleting(IObjectStore store) : IObjectStore
    {
        public Task<PutOutcome> PutOnceAsync(
            ObjectKey key, ReadOnlyMemory<byte> bytes, DateTimeOffset retainUntil, CancellationToken cancellation) =>
            store.PutOnceAsync(key, bytes, retainUntil, cancellation);

        public Task<byte[]?> GetAsync(ObjectKey key, CancellationToken cancellation) =>
            store.GetAsync(key, cancellation);

        public Task<DeleteOutcome> DeleteAsync(ObjectKey key, CancellationToken cancellation) =>
            throw new IOException("crash");

        public IAsyncEnumerable<ObjectKey> ListAsync(string prefix, CancellationToken cancellation) =>
            store.ListAsync(prefix, cancellation);
    }
}
