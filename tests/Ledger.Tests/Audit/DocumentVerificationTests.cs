using Domicile.Ledger.Objects;
using Domicile.Ledger.Transfers;
using Domicile.Ledger.Verification;
using Domicile.Ledger.Verification.Documents;

namespace Domicile.Ledger.Tests.Audit;

/// <summary>A verification reads what was stored.</summary>
public sealed class DocumentVerificationTests
{
    private static CancellationToken Token => DocumentRegion.Token;

    [Fact]
    public async Task A_stored_document_that_is_missing_or_altered_is_told_and_a_world_without_documents_is_not_asked()
    {
        await using var region = await DocumentRegion.CreateAsync();
        var user = await region.UserAsync();
        Assert.DoesNotContain(ObjectChecks.Stored, (await VerifyAsync(region)).Invariants);

        var altered = await region.SendAsync(user, Party.External, "1.00");
        var missing = await region.SendAsync(user, Party.External, "2.00");
        await region.DrawAsync();
        var whole = Assert.Single((await VerifyAsync(region)).Of(ObjectChecks.Stored));
        Assert.Equal((3, 0), (whole.RowCount, whole.ViolationCount));

        foreach (var key in await region.ObjectsAsync())
        {
            var file = new FileInfo(Path.Combine(region.Folder, key.Text));
            if (key.Text.EndsWith($"{missing.Id}", StringComparison.Ordinal))
            {
                file.Delete();
            }
            else if (key.Text.EndsWith($"{altered.Id}", StringComparison.Ordinal))
            {
                file.UnixFileMode |= UnixFileMode.UserWrite;
                await File.AppendAllTextAsync(file.FullName, "1", Token);
            }
        }

        var broken = Assert.Single((await VerifyAsync(region)).Of(ObjectChecks.Stored));
        Assert.Equal((3, 2), (broken.RowCount, broken.ViolationCount));
        Assert.Contains(broken.Violations, violation =>
            violation.Row.Contains($"{missing.Id}", StringComparison.Ordinal)
            && violation.Mistake.EndsWith("is missing", StringComparison.Ordinal));
        Assert.Contains(broken.Violations, violation =>
            violation.Row.Contains($"{altered.Id}", StringComparison.Ordinal)
            && violation.Mistake.EndsWith("is not as it was stored", StringComparison.Ordinal));
    }

    private static Task<VerificationReport> VerifyAsync(DocumentRegion region)
    {
        var owner = region.Books.Owner;
        return WorldVerification.RunAsync(
            [
                new VerifiedNode("eu/register", VerifiedRole.Register, owner.Register, owner.Register),
                .. owner.Shards.Select(shard => new VerifiedNode(
                    $"eu/{shard.Name}", VerifiedRole.Primary, shard.Primary, shard.Primary)),
            ],
            new Dictionary<string, IObjectStore>(StringComparer.Ordinal) { ["eu"] = region.Objects },
            Token);
    }
}
