using Domicile.Ledger.Audit.Packages.Format;

namespace Domicile.Ledger.Audit.Packages.Building;

/// <summary>A package that was cut and whose file has to be put together.</summary>
/// <param name="Number">Its number among the institution's.</param>
/// <param name="ObjectKey">Where the file shall be.</param>
/// <param name="RetainUntil">The end of the file's period.</param>
/// <param name="Parts">All of the file but the documents.</param>
internal sealed record CutPackage(long Number, string ObjectKey, DateOnly RetainUntil, PackageFile Parts);
