using System.Text;
using Domicile.Ledger.Audit.Documents;
using Domicile.Ledger.Objects;
using Domicile.Ledger.Privacy;
using Domicile.Ledger.Transfers;
using Domicile.Sharding.Users;

namespace Domicile.Ledger.Tests.Audit;

/// <summary>Every transfer that has come to its end gets a document for each of its users.</summary>
public sealed class DocumentTests
{
    private static CancellationToken Token => DocumentRegion.Token;

    [Fact]
    public async Task Each_side_of_a_transfer_gets_its_own_document_and_the_world_outside_gets_none()
    {
        await using var region = await DocumentRegion.CreateAsync();
        var (payer, payee) = (await region.UserAsync(), await region.UserAsync());
        var transfer = await region.SendAsync(payer, payee, "12.34", "rent");
        Assert.Equal(RefusalCode.DocumentNotDrawn, await region.RefusalAsync(payer, transfer.Id));

        await region.DrawAsync();

        var paid = await region.PdfAsync(payer, transfer.Id);
        var received = await region.PdfAsync(payee, transfer.Id);
        Assert.NotEqual(paid, received);
        Assert.All([paid, received], pdf => Assert.StartsWith("%PDF-", Encoding.ASCII.GetString(pdf, 0, 5)));

        // Two deposits and two sides of one transfer.
        Assert.Equal(4, (await region.ObjectsAsync()).Count);
        Assert.Equal(4, await region.AskAsync<long>("select count(*) from ledger.document"));
        Assert.Equal(0, await region.AskAsync<long>("select count(*) from ledger.document_due"));
        Assert.Equal(RefusalCode.TransferUnknown, await region.RefusalAsync(payer, Guid.NewGuid()));
    }

    [Fact]
    public async Task A_transfer_between_shards_is_drawn_when_it_has_come_to_its_end_with_both_of_its_postings()
    {
        await using var region = await DocumentRegion.CreateAsync();
        var (payer, payee) = (await region.UserAsync(), await region.UserAsync("s2"));
        var transfer = await region.SendAsync(payer, payee, "5.00");
        await region.DrawAsync();
        Assert.Equal(RefusalCode.DocumentNotDrawn, await region.RefusalAsync(payer, transfer.Id));

        await region.SettleAsync();
        await region.DrawAsync();

        var text = await PdfText.OfAsync(await region.PdfAsync(payer, transfer.Id));
        Assert.Contains("in-transit", text, StringComparison.Ordinal);
        Assert.Contains("sent", text, StringComparison.Ordinal);
        Assert.Contains("Řehoř Žižka", text, StringComparison.Ordinal);
        var other = await PdfText.OfAsync(await region.PdfAsync(payee, transfer.Id));
        Assert.Contains("received", other, StringComparison.Ordinal);
        Assert.Contains(payer.ToString(), other, StringComparison.Ordinal);
    }

    [Fact]
    public async Task A_transfer_that_came_back_gets_a_document_that_says_why_and_only_for_its_payer()
    {
        await using var region = await DocumentRegion.CreateAsync();
        var payer = await region.UserAsync();
        var nobody = new UserId("eu", 59_999);
        var transfer = await region.SendAsync(payer, nobody, "5.00");
        await region.SettleAsync();

        await region.DrawAsync();

        var text = await PdfText.OfAsync(await region.PdfAsync(payer, transfer.Id));
        Assert.Contains("refunded", text, StringComparison.Ordinal);
        Assert.Contains("payee-unknown", text, StringComparison.Ordinal);
        Assert.Equal(0, await region.AskAsync<long>("select count(*) from ledger.document", "s2"));
    }

    [Fact]
    public async Task A_crash_after_the_storing_keeps_what_was_stored_even_when_it_would_be_drawn_otherwise_now()
    {
        await using var region = await DocumentRegion.CreateAsync();
        var user = await region.UserAsync();
        var transfer = await region.SendAsync(user, Party.External, "1.00", "before the crash");
        await using var crashing = region.Reopen(new CrashingStore(region.Objects));
        await Assert.ThrowsAnyAsync<IOException>(crashing.DrawAsync);
        Assert.Equal(0, await region.AskAsync<long>("select count(*) from ledger.document"));
        var stored = await region.ObjectsAsync();
        Assert.Equal(2, stored.Count);

        await region.AskAsync<object?>("delete from personal.reference");
        await region.AskAsync<object?>("update personal.detail set name = null, birth_date = null");
        await region.DrawAsync();

        var text = await PdfText.OfAsync(await region.PdfAsync(user, transfer.Id));
        Assert.Contains("before the crash", text, StringComparison.Ordinal);
        Assert.Equal(stored.Count, (await region.ObjectsAsync()).Count);
    }

    [Fact]
    public async Task Two_hosts_that_draw_the_same_documents_at_once_keep_one_of_each()
    {
        await using var region = await DocumentRegion.CreateAsync();
        await using var other = region.Reopen();
        var user = await region.UserAsync();
        for (var i = 0; i < 40; i++)
        {
            await region.SendAsync(user, Party.External, "0.01");
        }

        await Task.WhenAll(region.DrawAsync(), other.DrawAsync());
        await region.DrawAsync();

        Assert.Equal(41, await region.AskAsync<long>("select count(*) from ledger.document"));
        Assert.Equal(41, (await region.ObjectsAsync()).Count);
        Assert.Equal(0, await region.AskAsync<long>("select count(*) from ledger.document_due"));
    }

    [Fact]
    public async Task A_document_that_cannot_be_drawn_is_told_by_its_ids_and_keeps_no_other_back()
    {
        await using var region = await DocumentRegion.CreateAsync();
        var user = await region.UserAsync();
        var broken = await region.SendAsync(user, Party.External, "1.00", "first");
        var whole = await region.SendAsync(user, Party.External, "2.00", "second");
        await region.AskAsync<object?>(
            $"update personal.reference set sealed = sealed || '1' where transfer_id = '{broken.Id}'");
        var shard = region.Ledger.Router.Shards.Single(shard => shard.Name == "s1");
        await DocumentRegion.NoteAsync(shard);

        var result = await region.Ledger.Documents.Pass(shard)!.RunAsync(Token);

        Assert.Equal(2, result.DoneCount);
        Assert.Contains($"{broken.Id}", result.HeldBackBy, StringComparison.Ordinal);
        Assert.NotEmpty(await region.PdfAsync(user, whole.Id));
        Assert.Equal(RefusalCode.DocumentNotDrawn, await region.RefusalAsync(user, broken.Id));
        var delay = await region.Ledger.Documents.DrawDueAsync(user, Token);
        Assert.Contains($"{broken.Id}", delay, StringComparison.Ordinal);
    }

    [Fact]
    public async Task Nothing_that_people_wrote_stands_in_the_object_store_and_an_altered_object_is_not_shown()
    {
        await using var region = await DocumentRegion.CreateAsync();
        var user = await region.UserAsync();
        var transfer = await region.SendAsync(user, Party.External, "1.00", "MARKER");
        await region.DrawAsync();

        var (key, file) = (await region.ObjectsAsync())
            .Select(key => (key, Path.Combine(region.Folder, key.Text)))
            .Single(found => found.key.Text.EndsWith($"{transfer.Id}", StringComparison.Ordinal));
        var bytes = await File.ReadAllBytesAsync(file, Token);
        Assert.DoesNotContain("%PDF", Encoding.Latin1.GetString(bytes), StringComparison.Ordinal);
        Assert.StartsWith($"documents/{DateTimeOffset.UnixEpoch.Year + 66}-12/", key.Text);

        bytes[^1] ^= 1;
        File.SetUnixFileMode(file, UnixFileMode.UserRead | UnixFileMode.UserWrite);
        await File.WriteAllBytesAsync(file, bytes, Token);
        Assert.Equal(RefusalCode.Unavailable, await region.RefusalAsync(user, transfer.Id));
    }

    [Fact]
    public async Task What_is_due_of_one_user_is_drawn_at_once_and_stays_readable_without_the_users_key()
    {
        await using var region = await DocumentRegion.CreateAsync();
        var (user, other) = (await region.UserAsync(), await region.UserAsync());
        var transfer = await region.SendAsync(user, other, "1.00", "for Anna");

        Assert.Null(await region.Ledger.Documents.DrawDueAsync(user, Token));
        await region.Ledger.Keys.DestroyAsync(user, 1, Token);

        var text = await PdfText.OfAsync(await region.PdfAsync(user, transfer.Id));
        Assert.Contains("for Anna", text, StringComparison.Ordinal);
        Assert.Contains("Řehoř Žižka", text, StringComparison.Ordinal);
        Assert.Equal(2, await region.AskAsync<long>("select count(*) from ledger.document"));

        // The passes find nothing more of this user, and draw the other's.
        await region.DrawAsync();
        Assert.Equal(4, await region.AskAsync<long>("select count(*) from ledger.document"));
    }

    [Fact]
    public async Task A_transfer_that_ends_after_its_payer_was_erased_is_drawn_with_the_bare_id()
    {
        await using var region = await DocumentRegion.CreateAsync();
        var (payer, payee) = (await region.UserAsync(), await region.UserAsync("s2"));
        var transfer = await region.SendAsync(payer, payee, "1.00", "for Anna");
        await region.Ledger.Documents.DrawDueAsync(payer, Token);
        await region.Ledger.Keys.DestroyAsync(payer, 1, Token);

        await region.SettleAsync();
        await region.DrawAsync();

        var text = await PdfText.OfAsync(await region.PdfAsync(payer, transfer.Id));
        Assert.DoesNotContain("Anna", text, StringComparison.Ordinal);
        Assert.DoesNotContain("Žižka", text, StringComparison.Ordinal);
        Assert.Contains(payer.ToString(), text, StringComparison.Ordinal);
    }

    [Fact]
    public void A_document_is_encrypted_to_the_same_bytes_each_time_and_no_two_share_key_nonce_or_salt()
    {
        var id = new DocumentId(new UserId("eu", 1), Guid.NewGuid());
        var other = id with { TransferId = Guid.NewGuid() };
        using var secrets = new DocumentSecrets(new byte[32], id);
        using var again = new DocumentSecrets(new byte[32], id);
        using var others = new DocumentSecrets(new byte[32], other);

        var ciphertext = secrets.Close("pdf"u8, id);
        Assert.Equal(ciphertext, again.Close("pdf"u8, id));
        Assert.NotEqual(ciphertext.AsSpan(1, 12).ToArray(), secrets.Close("PDF"u8, id).AsSpan(1, 12).ToArray());
        Assert.False(secrets.Salt.SequenceEqual(others.Salt));
        Assert.False(secrets.ContentKey.SequenceEqual(secrets.Salt));

        Assert.Equal("pdf"u8.ToArray(), DocumentSecrets.Open(secrets.ContentKey, ciphertext, id));
        Assert.Throws<SealBrokenException>(() => DocumentSecrets.Open(others.ContentKey, ciphertext, id));
        Assert.Throws<SealBrokenException>(() => DocumentSecrets.Open(secrets.ContentKey, ciphertext, other));
    }

    /// <summary>Stores two objects, and ends its process before anybody hears of the second one.</summary>
    private sealed class CrashingStore(IObjectStore store) : IObjectStore
    {
        private int count;

        public async Task<PutOutcome> PutOnceAsync(
            ObjectKey key, ReadOnlyMemory<byte> bytes, DateTimeOffset retainUntil, CancellationToken cancellation)
        {
            var outcome = await store.PutOnceAsync(key, bytes, retainUntil, CancellationToken.None);
            return Interlocked.Increment(ref count) < 2 ? outcome : throw new IOException("crash");
        }

        public Task<byte[]?> GetAsync(ObjectKey key, CancellationToken cancellation) =>
            store.GetAsync(key, cancellation);

        public Task<DeleteOutcome> DeleteAsync(ObjectKey key, CancellationToken cancellation) =>
            store.DeleteAsync(key, cancellation);

        public IAsyncEnumerable<ObjectKey> ListAsync(string prefix, CancellationToken cancellation) =>
            store.ListAsync(prefix, cancellation);
    }
}
