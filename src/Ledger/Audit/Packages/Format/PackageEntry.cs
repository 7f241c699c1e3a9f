namespace Domicile.Ledger.Audit.Packages.Format;

/// <summary>One file inside a package.</summary>
/// <param name="Name">Such as <c>head.json</c>; ASCII.</param>
public sealed record PackageEntry(string Name, ReadOnlyMemory<byte> Bytes);
