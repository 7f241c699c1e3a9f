namespace Domicile.Ledger.Privacy.Export;

/// <summary>Who received something of the user, seen in the rows of the export itself.</summary>
/// <param name="Kind"><c>region</c> or <c>institution</c>.</param>
/// <param name="Name">Its name.</param>
public sealed record ExportRecipient(string Kind, string Name)
{
    /// <summary>What it received.</summary>
    public string Received => Kind == "region"
        ? "the bare id, as the other side of transfers"
        : "documents of transfers, in packages";
}
