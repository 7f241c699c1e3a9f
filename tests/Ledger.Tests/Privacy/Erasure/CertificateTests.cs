using System.Security.Cryptography;
using System.Text.Json;
using Domicile.Ledger.Privacy.Erasure.Certificates;
using Domicile.Sharding.Topology.Privacy;

namespace Domicile.Ledger.Tests.Privacy.Erasure;

public sealed class CertificateTests : IAsyncLifetime
{
    private ErasureRegion region = null!;

    public async ValueTask InitializeAsync() => region = await ErasureRegion.CreateAsync();

    public ValueTask DisposeAsync() => region.DisposeAsync();

    [Fact]
    public async Task A_certificate_says_what_was_destroyed_and_kept_and_names_nobody()
    {
        var user = await region.UserAsync("Ottilie");
        await region.OrderAsync(user);
        await region.RunPassAsync();

        var order = await region.OrderOfAsync(user);
        Assert.Null(SignedStatement.Check(order.Certificate!, ErasureRegion.SigningKey, out var statement));
        Assert.Equal(user.ToString(), statement.GetProperty("user").GetString());
        Assert.Equal(order.KeyFingerprint, statement.GetProperty("key").GetProperty("fingerprint").GetString());
        Assert.Equal(
            ["details", "email-hash", "references", "saved-answers", "user-keys"],
            Names(statement, "destroyed"));
        Assert.Contains("postings", Names(statement, "kept"));
        Assert.All(
            statement.GetProperty("kept").EnumerateArray(),
            kept => Assert.NotEmpty(kept.GetProperty("keptBy").GetString()! + kept.GetProperty("until").GetString()));
        var requests = statement.GetProperty("kept").EnumerateArray()
            .Single(kept => kept.GetProperty("category").GetString() == "requests");
        Assert.Equal("5 years after the request ended", requests.GetProperty("until").GetString());
        Assert.DoesNotContain("Ottilie", order.Certificate, StringComparison.OrdinalIgnoreCase);
        var end = statement.GetProperty("finalOn").GetProperty("at").GetDateTimeOffset();
        Assert.Equal(order.UnusableSince!.Value.AddDays(RegionPeriods.RotationDaysDefault), end);
    }

    [Fact]
    public async Task Any_change_of_a_certificate_is_found_and_another_layout_is_none()
    {
        var user = await region.UserAsync();
        await region.OrderAsync(user);
        await region.RunPassAsync();
        var text = (await region.OrderOfAsync(user)).Certificate!;

        var flat = JsonSerializer.Serialize(JsonElement.Parse(text));
        Assert.Null(SignedStatement.Check(flat, ErasureRegion.SigningKey, out _));
        for (var place = 0; place < flat.Length; place++)
        {
            var changed = flat.Remove(place, 1).Insert(place, flat[place] == '7' ? "8" : "7");
            Assert.True(
                SignedStatement.Check(changed, ErasureRegion.SigningKey, out _) is not null,
                $"A change at {place} was not found: {changed}");
        }

        using var other = ECDsa.Create(ECCurve.NamedCurves.nistP256);
        Assert.Contains("signature", SignedStatement.Check(text, other, out _), StringComparison.Ordinal);
        Assert.NotNull(SignedStatement.Check("{}", other, out _));
        var longer = text.Replace("{", "{\"more\":1,", StringComparison.Ordinal);
        Assert.NotNull(SignedStatement.Check(longer, ErasureRegion.SigningKey, out _));
    }

    private static string[] Names(JsonElement statement, string list) =>
    [
        .. statement.GetProperty(list).EnumerateArray()
            .Select(category => category.GetProperty("category").GetString()!).Order(StringComparer.Ordinal),
    ];
}
