using Domicile.Sharding.Users;

namespace Domicile.Ledger.Audit.Documents;

/// <summary>
/// Which document it is: one user's side of one transfer. Written <c>eu-30001.0197a1b2-7c3d-7e4f-8a9b-0c1d2e3f4a5b</c>,
/// which is also the name of its file.
/// </summary>
/// <param name="User">In whose book it is; the document shows details of nobody else.</param>
/// <param name="TransferId">The transfer.</param>
public readonly record struct DocumentId(UserId User, Guid TransferId)
{
    /// <summary>Reads what <see cref="ToString"/> writes.</summary>
    public static bool TryParse(string? text, out DocumentId id)
    {
        id = default;
        var point = text?.IndexOf('.', StringComparison.Ordinal) ?? -1;
        if (point < 0
            || !UserId.TryParse(text![..point], out var user)
            || !Guid.TryParseExact(text[(point + 1)..], "D", out var transferId))
        {
            return false;
        }

        id = new DocumentId(user, transferId);
        return id.ToString() == text;
    }

    public override string ToString() => $"{User}.{TransferId:D}";
}
