using System.ComponentModel;
using System.Text.Json.Serialization;
using Domicile.Ledger.Privacy.Erasure.Certificates;
using Domicile.Ledger.Privacy.Erasure.Orders;
using Domicile.Server.Docs;

namespace Domicile.Server.Privacy.Erasure;

/// <summary>An erasure as the API shows it.</summary>
internal sealed record ErasureAnswer(
    [property: Description("The bare id, which is still personal data.")]
    [property: Example("eu-30001")] string User,
    [property: Description("The request, as GET /v1/privacy/requests lists it.")]
    [property: Example("0197a1b2-7c3d-7e4f-8a9b-0c1d2e3f4a5b")] Guid RequestId,
    [property: Description(
        "waiting-for-consent, refused (somebody is owed money by the user), preparing (the book is closed), erasing "
        + "(there is no way back), certified (the data is gone; something is still to come), done.")]
    [property: Example("erasing")] ErasureState State,
    [property: Description("When it was asked for, UTC.")]
    [property: Example("2026-11-21T09:30:00Z")] DateTimeOffset AskedAt,
    [property: Description("The role of whoever asked.")]
    [property: Example("user")] string AskedByRole,
    [property: Description("Why.")]
    [property: Example("user-asks")] string Reason,
    [property: Description("What becomes of money that is left.")]
    [property: Example("pay-out")] string Balance,
    [property: Description("What is done, where and when. A step that is missing is still to be done.")]
    IReadOnlyList<StepAnswer> Steps,
    [property: Description("What is destroyed, by the categories of the catalogue.")]
    IReadOnlyList<CategoryAnswer> Destroyed,
    [property: Description("What is kept, by which law and until when.")]
    IReadOnlyList<CategoryAnswer> Kept)
{
    [Description("The number in the erasure register; absent before the point of no return.")]
    [Example(17)]
    [JsonIgnore(Condition = JsonIgnoreCondition.WhenWritingNull)]
    public long? Number { get; init; }

    [Description("Who is told of it, and when the receipt came.")]
    public IReadOnlyList<ToldAnswer> Told { get; init; } = [];

    [Description("Since when nothing opens what the user's key had sealed.")]
    [Example("2026-11-21T09:30:01Z")]
    [JsonIgnore(Condition = JsonIgnoreCondition.WhenWritingNull)]
    public DateTimeOffset? UnusableSince { get; init; }

    [Description(
        "The signed certificate as it is kept and handed on, JSON in a text; absent until the data is gone. "
        + "./domicile privacy verify-certificate checks it.")]
    [Example("{\"certificate\":{\"form\":\"domicile-erasure-certificate-1\"},\"signature\":\"MEUC\"}")]
    [JsonIgnore(Condition = JsonIgnoreCondition.WhenWritingNull)]
    public string? Certificate { get; init; }

    [Description("The code that stands for the money that is kept: shown once, in this answer.")]
    [Example("7K3M-Q2XW-9ZBD-HT4V-N6PC")]
    [JsonIgnore(Condition = JsonIgnoreCondition.WhenWritingNull)]
    public string? ClaimCode { get; init; }

    public static ErasureAnswer Of(ErasureOrder order, IReadOnlyList<CertifiedCategory> kept) => new(
        order.User.ToString(),
        order.RequestId,
        order.State,
        order.AskedAt,
        order.AskedByRole,
        order.Reason,
        order.Balance,
        [.. order.Steps.Select(step => new StepAnswer(step.Step, step.Place, step.DoneAt))],
        [.. CategoryDecisions.Destroyed.Select(CategoryAnswer.Of)],
        [.. kept.Select(CategoryAnswer.Of)])
    {
        Number = order.Number,
        Told = [.. order.Told.Select(told => new ToldAnswer(told.Recipient, told.ReceiptAt))],
        UnusableSince = order.UnusableSince,
        Certificate = order.Certificate,
    };
}
