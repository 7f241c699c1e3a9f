using System.ComponentModel;
using Domicile.Ledger.Privacy.Erasure.Orders;
using Domicile.Server.Docs;
using Domicile.Server.Problems;
using Domicile.Server.Requests;

namespace Domicile.Server.Privacy.Erasure;

/// <summary>The body of DELETE /v1/users/{id}/personal-data.</summary>
internal sealed record NewErasure(
    [property: Description(
        "What becomes of money that is left: pay-out (to the world outside) or keep (owed to whoever has the claim "
        + "code, which the answer shows once).")]
    [property: Example("pay-out")] string Balance,
    [property: Description("The user's one-time code; for the user itself.")]
    [property: Example("7K3M-Q2XW")] string? Code = null,
    [property: Description(
        "Why; for operators and privacy officers: user-asks, no-longer-needed, consent-withdrawn, objection, unlawful, "
        + "legal-duty or child.")]
    [property: Example("user-asks")] string? Reason = null) : IRequestBody<NewErasure>
{
    public static NewErasure Read(BodyFields fields) => new(
        fields.NeededText("balance", BalanceChoice.PayOut), fields.Text("code"), fields.Text("reason"));

    /// <summary>What does not go together; null when nothing is wrong.</summary>
    /// <param name="isUser">The caller is the user itself.</param>
    public ProblemAnswer? Mistake(bool isUser)
    {
        if (!BalanceChoice.All.Contains(Balance))
        {
            return Invalid("balance", BalanceChoice.All);
        }

        return isUser ? UserMistake() : StaffMistake();
    }

    private ProblemAnswer? UserMistake()
    {
        if (Reason is not null)
        {
            return new(HttpProblems.FieldInvalid, "A user needs no reason; leave 'reason' out.", "reason");
        }

        return Code is null
            ? new(
                HttpProblems.FieldMissing,
                "'code' is missing: the one-time code that an operator's system brought to the user.",
                "code")
            : null;
    }

    private ProblemAnswer? StaffMistake()
    {
        if (Code is not null)
        {
            return new(
                HttpProblems.FieldInvalid, "A one-time code is for the user's own token; leave 'code' out.", "code");
        }

        return Reason switch
        {
            null => new(
                HttpProblems.FieldMissing,
                $"'reason' is missing; it is one of {string.Join(", ", ErasureReasons.All)}.",
                "reason"),
            var reason => ErasureReasons.All.Contains(reason) ? null : Invalid("reason", ErasureReasons.All),
        };
    }

    private static ProblemAnswer Invalid(string name, IEnumerable<string> words) => new(
        HttpProblems.FieldInvalid, $"'{name}' is one of {string.Join(", ", words)}.", name);
}
