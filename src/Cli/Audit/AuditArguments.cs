using System.CommandLine;
using System.Security.Cryptography;
using Domicile.Ledger.Audit.Packages.Format;
using Domicile.Local.Folders;
using Domicile.Local.Institutions;
using Domicile.Local.Worlds;

namespace Domicile.Cli.Audit;

/// <summary>What the commands of the audit have in common.</summary>
internal static class AuditArguments
{
    public static Option<FileInfo> CreateKey() => new("--key")
    {
        Description = "The region's public audit key [default: keys/REGION/audit.public.pem of the world]",
        HelpName = "PUBLIC.pem",
    };

    public static Option<string> CreateRegion() => new("--region")
    {
        Description = "Of this region only, such as eu",
        HelpName = "REGION",
    };

    public static Option<string> CreateInstitution() => new("--institution")
    {
        Description = "Of this institution only, such as sandbox",
        HelpName = "NAME",
    };

    /// <summary>The world's institutions that an order means.</summary>
    /// <exception cref="WorldException">There is none such; the message lists those there are.</exception>
    public static IReadOnlyList<WorldInstitution> Select(WorldFile world, string? region, string? institution)
    {
        if (region is not null)
        {
            world.WithRegion(region);
        }

        var chosen = world.Institutions
            .Where(one => (region ?? one.Region) == one.Region)
            .Where(one => (institution ?? one.Topology.Name) == one.Topology.Name)
            .ToList();
        return chosen.Count > 0 ? chosen : throw new WorldException(
            world.Institutions.Count == 0
                ? "No region of this world has an institution. Name one in domicile.json, under \"institutions\"."
                : $"There is no such institution. There are "
                    + $"{string.Join(", ", world.Institutions.Select(one => $"{one.Region}/{one.Topology.Name}"))}.");
    }

    /// <summary>A public key from a file, or that of the world's region. The caller disposes it.</summary>
    /// <exception cref="WorldException">There is no such key.</exception>
    public static ECDsa ReadKey(FileInfo? file, WorldArguments world, string? region)
    {
        var path = file?.FullName ?? (region is null
            ? throw new WorldException("Say with --key PUBLIC.pem which region's public audit key to check it with.")
            : new RegionKeys(world.Folder, region).AuditKey.PublicPath);
        try
        {
            return PackageSignature.Import(File.ReadAllText(path));
        }
        catch (Exception e) when (e is IOException or ArgumentException or CryptographicException)
        {
            throw new WorldException(
                $"There is no public key in {path}: {e.Message} Say with --key PUBLIC.pem where it is.", e);
        }
    }
}
