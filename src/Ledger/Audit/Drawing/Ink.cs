namespace Domicile.Ledger.Audit.Drawing;

/// <summary>A colour; each part from 0 to 1.</summary>
internal readonly record struct Ink(double Red, double Green, double Blue)
{
    public static readonly Ink Black = new(0.11, 0.13, 0.16);
    public static readonly Ink Grey = new(0.40, 0.43, 0.47);
    public static readonly Ink Line = new(0.84, 0.86, 0.88);
    public static readonly Ink Pale = new(0.955, 0.965, 0.975);
    public static readonly Ink Accent = new(0.09, 0.33, 0.58);
}
