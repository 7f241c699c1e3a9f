namespace Domicile.Ledger.Audit.Packages.Checking;

/// <summary>One thing that is wrong with a package or a proof.</summary>
/// <param name="Place">Where, such as <c>documents/…</c>, <c>head.sig</c> or <c>file</c>.</param>
/// <param name="Message">What is wrong there, in a sentence without its subject.</param>
public sealed record PackageMistake(string Place, string Message)
{
    public override string ToString() => $"{Place}: {Message}";
}
