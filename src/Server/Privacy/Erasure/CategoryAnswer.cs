using System.ComponentModel;
using System.Text.Json.Serialization;
using Domicile.Ledger.Privacy.Erasure.Certificates;
using Domicile.Server.Docs;

namespace Domicile.Server.Privacy.Erasure;

/// <summary>What an erasure does with one category of the catalogue.</summary>
internal sealed record CategoryAnswer(
    [property: Description("Its name in the catalogue and in the record of processing.")]
    [property: Example("postings")] string Category,
    [property: Description("What it is.")]
    [property: Example("What was booked, when, how much and between which accounts.")] string Holds)
{
    [Description("The law that keeps it; absent for what is destroyed.")]
    [Example("the law on accounting, GDPR Art. 17(3)(b)")]
    [JsonIgnore(Condition = JsonIgnoreCondition.WhenWritingNull)]
    public string? KeptBy { get; init; }

    [Description("Until when it is kept; absent for what is destroyed.")]
    [Example("10 years after the end of the year of the booking")]
    [JsonIgnore(Condition = JsonIgnoreCondition.WhenWritingNull)]
    public string? Until { get; init; }

    public static CategoryAnswer Of(CertifiedCategory category) =>
        new(category.Category, category.Holds) { KeptBy = category.KeptBy, Until = category.Until };
}
