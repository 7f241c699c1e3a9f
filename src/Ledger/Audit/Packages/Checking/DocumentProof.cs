namespace Domicile.Ledger.Audit.Packages.Checking;

/// <summary>
/// That one document went into a package that its region signed. It shows the hashes beside the document's way to the
/// root and nothing else of the other documents: no id and no salt.
/// </summary>
/// <param name="Form"><see cref="FormKnown"/>.</param>
/// <param name="Head">The bytes of the package's <c>head.json</c>, in base64.</param>
/// <param name="Signature">Of the head, in base64.</param>
/// <param name="Document">The document's id.</param>
/// <param name="CiphertextHash">SHA-256 of the document as it is stored and sent, in hexadecimal.</param>
/// <param name="Salt">In hexadecimal. With it anybody can recognise the document in the package.</param>
/// <param name="Place">The document's place in the package, from 0.</param>
/// <param name="Path">The hashes beside its way, the lowest first, in hexadecimal.</param>
public sealed record DocumentProof(
    string Form,
    string Head,
    string Signature,
    string Document,
    string CiphertextHash,
    string Salt,
    int Place,
    IReadOnlyList<string> Path)
{
    public const string FormKnown = "domicile-audit-proof-1";
}
