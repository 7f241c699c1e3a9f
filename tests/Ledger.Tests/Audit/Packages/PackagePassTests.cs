using Domicile.Ledger.Audit.Packages.Checking;
using Domicile.Ledger.Audit.Packages.Format;

namespace Domicile.Ledger.Tests.Audit.Packages;

public sealed class PackagePassTests : IAsyncLifetime
{
    private AuditedBooks books = null!;

    private static CancellationToken Token => TestContext.Current.CancellationToken;

    public async ValueTask InitializeAsync() => books = await AuditedBooks.CreateAsync();

    public ValueTask DisposeAsync() => books.DisposeAsync();

    [Fact]
    public async Task Documents_of_all_shards_go_into_packages_that_follow_each_other_each_into_one()
    {
        var ids = (await books.PlantAsync("s1", 1, 2, 3, 4)).Concat(await books.PlantAsync("s2", 30_001, 30_002));

        await books.PackAsync();

        var first = PackageCheck.Run(await books.FileAsync(1), books.AuditKey);
        var second = PackageCheck.Run(await books.FileAsync(2), books.AuditKey);
        Assert.Empty(first.Mistakes);
        Assert.Empty(second.Mistakes);
        Assert.Empty(PackageCheck.Follow(second.Head!, first.Head!));
        var packed = (await ManifestAsync(1)).Concat(await ManifestAsync(2)).Select(line => line.Id).ToList();
        Assert.Equal(ids.Select(id => id.ToString()).Order(), packed.Order());
        Assert.Equal("2", await books.ReadAsync("select count(*)::text from ledger.audit_package"));
    }

    [Fact]
    public async Task Fewer_documents_wait_until_the_oldest_has_waited_long_enough()
    {
        await books.PlantAsync("s1", 1, 2);
        await books.PackAsync();
        Assert.Equal("0", await books.ReadAsync("select count(*)::text from ledger.audit_package"));

        books.Time.Pass(TimeSpan.FromMinutes(1));
        await books.PackAsync();

        Assert.Equal(2, (await ManifestAsync(1)).Count);
    }

    [Fact]
    public async Task A_document_that_is_looked_at_again_goes_into_no_second_package()
    {
        await books.PlantAsync("s1", 1, 2, 3);
        await books.PackAsync();
        await books.ForgetCursorsAsync();
        await books.PlantAsync("s1", 4, 5, 6);

        await books.PackAsync();

        Assert.Equal(["eu-4", "eu-5", "eu-6"], (await ManifestAsync(2)).Select(line => line.Id.Split('.')[0]).Order());
        Assert.Equal("6", await books.ReadAsync("select count(*)::text from ledger.audit_document"));
    }

    [Fact]
    public async Task A_crash_between_cut_and_file_gives_the_same_package()
    {
        await books.PlantAsync("s1", 1, 2, 3);
        var pass = books.Work.Packages(books.Work.Institutions[0]);
        Assert.True((await pass.RunAsync(Token)).MoreWaiting);
        Assert.Equal("cut", await books.ReadAsync("select state from ledger.audit_package"));

        var other = books.NewWork();
        Assert.Equal(1, (await other.Packages(other.Institutions[0]).RunAsync(Token)).DoneCount);

        var file = await books.FileAsync(1);
        Assert.Empty(PackageCheck.Run(file, books.AuditKey).Mistakes);
        Assert.Equal("stored", await books.ReadAsync("select state from ledger.audit_package"));
        Assert.Equal("true", await books.ReadAsync(
            "select (manifest is null and keys is null)::text from ledger.audit_package"));
    }

    [Fact]
    public async Task A_crash_between_file_and_mark_stores_the_same_bytes_again()
    {
        await books.PlantAsync("s1", 1, 2, 3);
        var pass = books.Work.Packages(books.Work.Institutions[0]);
        await pass.RunAsync(Token);
        await books.SetAsync("create table kept as select manifest, keys from ledger.audit_package");
        await pass.RunAsync(Token);
        await books.SetAsync(
            "update ledger.audit_package set state = 'cut', manifest = k.manifest, keys = k.keys from kept k");
        var before = await books.FileAsync(1);

        Assert.Equal(1, (await pass.RunAsync(Token)).DoneCount);

        Assert.Equal(before, await books.FileAsync(1));
    }

    [Fact]
    public async Task Two_hosts_at_once_cut_no_document_twice()
    {
        await books.PlantAsync("s1", [.. Enumerable.Range(1, 30).Select(i => (long)i)]);

        await Task.WhenAll(Enumerable.Range(0, 4).Select(_ => books.PackAsync()));

        Assert.Equal("30 30", await books.ReadAsync(
            "select (select count(*) from ledger.audit_document) || ' ' || (select sum(document_count) "
            + "from ledger.audit_package)"));
    }

    [Fact]
    public async Task A_document_whose_object_is_gone_or_altered_holds_its_package_back_and_says_which()
    {
        await books.PlantAsync("s1", 1, 2, 3);
        var pass = books.Work.Packages(books.Work.Institutions[0]);
        await pass.RunAsync(Token);
        await books.SetAsync("update ledger.audit_document set object_key = 'documents/none' where place = 1");

        var result = await pass.RunAsync(Token);

        Assert.Equal(
            "the object documents/none, which is missing or was altered; put back a copy of it", result.HeldBackBy);
        Assert.False(result.MoreWaiting);
    }

    [Fact]
    public async Task The_institution_opens_every_document_of_its_package()
    {
        await books.PlantAsync("s1", 1, 2, 3);
        await books.PackAsync();
        var entries = PackageZip.TryRead(await books.FileAsync(1))!.ToDictionary(entry => entry.Name);
        var keys = PackageJson.Read<PackageKeys>(entries[PackageFile.KeysName].Bytes.Span);

        var opened = PackageSeals.Open("eu-tax-00000001", books.Staged.PrivateKey, keys);

        Assert.Equal(3, opened.Distinct(new SameBytes()).Count());
        Assert.Equal((await ManifestAsync(1)).Select(line => line.Id), keys.Documents.Select(key => key.Id));
    }

    [Fact]
    public async Task A_packages_file_and_its_list_are_destroyed_when_the_period_of_its_documents_is_over()
    {
        await books.PlantAsync("s1", 1, 2, 3);
        await books.PackAsync();
        books.Time.Pass(new DateTimeOffset(2037, 1, 1, 0, 0, 1, TimeSpan.Zero) - books.Time.GetUtcNow());

        await books.PackAsync();

        Assert.Equal("ended", await books.ReadAsync("select state from ledger.audit_package"));
        await Assert.ThrowsAsync<InvalidOperationException>(() => books.FileAsync(1));
        Assert.Equal("0", await books.ReadAsync("select count(*)::text from ledger.audit_document"));
    }

    private async Task<IReadOnlyList<ManifestDocument>> ManifestAsync(long number) => PackageJson.Read<PackageManifest>(
        PackageZip.TryRead(await books.FileAsync(number))!
            .Single(entry => entry.Name == PackageFile.ManifestName).Bytes.Span).Documents;

    private sealed class SameBytes : IEqualityComparer<byte[]>
    {
        public bool Equals(byte[]? x, byte[]? y) => x.AsSpan().SequenceEqual(y);

        public int GetHashCode(byte[] obj) => obj[0];
    }
}
