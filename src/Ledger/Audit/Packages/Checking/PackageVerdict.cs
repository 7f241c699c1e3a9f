using Domicile.Ledger.Audit.Packages.Format;

namespace Domicile.Ledger.Audit.Packages.Checking;

/// <summary>What a check of a package came to.</summary>
/// <param name="Head">Null when it could not be read. To be trusted when there are no mistakes only.</param>
/// <param name="Mistakes">All that is wrong; none when the package is as it was made.</param>
public sealed record PackageVerdict(PackageHead? Head, IReadOnlyList<PackageMistake> Mistakes)
{
    public bool IsGood => Mistakes.Count == 0;
}
