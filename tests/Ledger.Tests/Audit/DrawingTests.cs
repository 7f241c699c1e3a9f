using System.Text;
using Domicile.Ledger.Assets;
using Domicile.Ledger.Audit.Documents;
using Domicile.Ledger.Audit.Drawing;
using Domicile.Ledger.Transfers;
using Domicile.Sharding.Users;

namespace Domicile.Ledger.Tests.Audit;

/// <summary>The PDF of one document.</summary>
public sealed class DrawingTests : IDisposable
{
    private static readonly UserId Payer = new("eu", 30001);
    private static readonly DateTimeOffset At = new(2026, 11, 22, 8, 15, 30, TimeSpan.Zero);

    private readonly DocumentPens pens = new();

    public void Dispose() => pens.Dispose();

    [Fact]
    public void The_same_content_gives_the_same_bytes_whatever_was_drawn_before_and_beside_it()
    {
        var contents = Enumerable.Range(0, 24).Select(i => Content($"Faktura č. {i}", $"Řehoř {i} Žižka")).ToList();
        var first = contents.ConvertAll(pens.Draw);

        using var others = new DocumentPens();
        var again = new byte[contents.Count][];
        Parallel.For(0, contents.Count, i => again[contents.Count - 1 - i] = others.Draw(contents[^(i + 1)]));

        Assert.Equal(first, again);
        Assert.Equal(contents.Count, first.Select(Convert.ToBase64String).Distinct().Count());
    }

    [Fact]
    public void It_is_one_A4_page_with_its_fonts_in_it_and_without_the_time_of_drawing()
    {
        var pdf = Encoding.Latin1.GetString(pens.Draw(Content("Rent", "Anna")));

        Assert.StartsWith("%PDF-1.5", pdf, StringComparison.Ordinal);
        Assert.Contains("/MediaBox [ 0 0 595.276", pdf, StringComparison.Ordinal);
        Assert.Contains("/Count 1", pdf, StringComparison.Ordinal);
        Assert.Contains("/FontFile2", pdf, StringComparison.Ordinal);
        Assert.Contains("/ToUnicode", pdf, StringComparison.Ordinal);
        Assert.Contains("20261122081530", pdf, StringComparison.Ordinal);
    }

    [Fact]
    public async Task Its_text_can_be_searched_with_every_accent()
    {
        const string Name = "Žofie Ångström-Nuñez İşık Đặng Łukaszewicz Ștefăniță Ελένη Юлия";
        var content = Content("Příliš žluťoučký kůň úpěl ďábelské ódy", Name);

        var text = await PdfText.OfAsync(pens.Draw(content));

        foreach (var expected in new[]
        {
            Name, content.Reference!, "12.34 EUR", "eu-30001", "us-17", content.Id.ToString(), "2026-11-22 08:15:30",
            "wallet", "in-transit", "Page 1 of 1", "Kept until 2036-12-31",
        })
        {
            Assert.Contains(expected, text, StringComparison.Ordinal);
        }
    }

    [Fact]
    public async Task Texts_of_the_greatest_length_are_whole_and_take_a_second_page_when_one_is_too_small()
    {
        var name = string.Concat(Enumerable.Repeat("Wolfeschlegelsteinhausen ", 8)).Trim();
        var content = Content(new string('Ŵ', 140), name) with
        {
            Postings = [.. Enumerable.Range(1, 40).Select(i => new DocumentPosting(i, "wallet", "sent", At))],
        };

        var text = await PdfText.OfAsync(pens.Draw(content));

        Assert.Contains("Page 1 of 2", text, StringComparison.Ordinal);
        Assert.Contains("Page 2 of 2", text, StringComparison.Ordinal);
        Assert.Equal(140, text.Count(c => c == 'Ŵ'));
        Assert.Equal(8, text.Split("Wolfeschlegelsteinhausen").Length - 1);
    }

    [Theory]
    [InlineData("محمد عبد الله")]
    [InlineData("שָׁלוֹם")]
    [InlineData("山田太郎 👩‍🚀")]
    [InlineData("Z̴̡͇̈a̵l̶g̷o̸")]
    [InlineData("\u202Eevil\u202C")]
    public void A_name_in_any_script_is_drawn_the_same_each_time(string name) =>
        Assert.Equal(pens.Draw(Content(null, name)), pens.Draw(Content(null, name)));

    internal static DocumentContent Content(string? reference, string? name) => new(
        new DocumentId(Payer, Guid.Parse("0197a1b2-7c3d-7e4f-8a9b-0c1d2e3f4a5b")),
        Payer,
        new UserId("us", 17),
        new Money(1234, new Asset("EUR", 2)),
        TransferState.Completed)
    {
        Reference = reference,
        EffectiveAt = At.AddDays(-1),
        KeptUntil = new DateOnly(2036, 12, 31),
        Postings =
        [
            new DocumentPosting(42, "wallet", "in-transit", At),
            new DocumentPosting(43, "in-transit", "sent", At.AddMilliseconds(20)),
        ],
        Details = [new DocumentDetail("Name", name), new DocumentDetail("Birth date", null)],
    };
}
