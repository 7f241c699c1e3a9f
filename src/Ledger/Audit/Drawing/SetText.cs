namespace Domicile.Ledger.Audit.Drawing;

/// <summary>A text with how it is set.</summary>
/// <param name="Width">In points; lines are broken at it.</param>
internal readonly record struct SetText(string Text, TextStyle Style, double Width)
{
    /// <summary>It ends at the width instead of beginning at its place.</summary>
    public bool IsRight { get; init; }
}
