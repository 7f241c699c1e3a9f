namespace Domicile.Ledger.Audit.Drawing;

/// <summary>How a text is set.</summary>
internal enum TextStyle
{
    Body,
    Strong,
    Small,
    Label,
    Title,
    Figure,
}
