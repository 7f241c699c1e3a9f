using System.ComponentModel;
using Domicile.Ledger.Audit.Packages.Checking;
using Domicile.Server.Docs;

namespace Domicile.Server.Audit;

/// <summary>What proves one document, and shows no other: the fields of <see cref="DocumentProof"/>.</summary>
internal sealed record ProofParts(
    [property: Description("The form of the proof.")]
    [property: Example(DocumentProof.FormKnown)] string Form,
    [property: Description("The bytes of the package's head.json, as they were signed, in base64.")]
    [property: Example("eyJmb3JtIjoiZG9taWNpbGUtYXVkaXQtcGFja2FnZS0xIn0=")] string Head,
    [property: Description("ECDSA P-256 with SHA-256 over the head by the region's audit key, DER, in base64.")]
    [property: Example("MEUCIQDx")] string Signature,
    [property: Description("The document's id: the user's and the transfer's.")]
    [property: Example("eu-30001.0197a1b2-7c3d-7e4f-8a9b-0c1d2e3f4a5b")] string Document,
    [property: Description("SHA-256 of the document as it is stored and sent, in hexadecimal.")]
    [property: Example("36425b306f7541d599182a8fa8e879926d9738e43c9e6b413e619223538b9313")] string CiphertextHash,
    [property: Description("What the document's leaf is salted with, in hexadecimal; destroyed with its key.")]
    [property: Example("d9be588559e78f429d9ad77bffe34a5372468a43cddfc581bb6d66cd43edf3bd")] string Salt,
    [property: Description("The document's place in the package, from 0.")]
    [property: Example(0)] int Place,
    [property: Description("The hashes beside its way to the root, the lowest first, in hexadecimal.")]
    [property: Example("3cedb3adb0de5d077e748887e5f9b8cb52c75aa74553547a2f9244c35900b403")] IReadOnlyList<string> Path)
{
    public static ProofParts Of(DocumentProof proof) => new(
        proof.Form,
        proof.Head,
        proof.Signature,
        proof.Document,
        proof.CiphertextHash,
        proof.Salt,
        proof.Place,
        proof.Path);
}
