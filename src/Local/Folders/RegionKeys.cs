using System.Security.Cryptography;
using System.Text;
using Domicile.Local.Keys;
using Domicile.Local.Worlds;

namespace Domicile.Local.Folders;

/// <summary>
/// One region's keys, each in a file that only the world's owner can read, made once and never overwritten.
/// </summary>
public sealed class RegionKeys(WorldFolder folder, string region)
{
    private const int KeyBytes = 32;
    private const UnixFileMode OwnerOnly = UnixFileMode.UserRead | UnixFileMode.UserWrite | UnixFileMode.UserExecute;

    /// <summary>The key-encryption key that wraps the keys of users and documents, by its generations.</summary>
    public KeyFolder WrappingKeys { get; } = new(Path.Combine(folder.KeyFolder(region), "wrapping"));

    /// <summary>32 bytes: the key of the keyed hashes.</summary>
    public string HashKeyFile { get; } = Path.Combine(folder.KeyFolder(region), "hash.key");

    /// <summary>PEM of the private key (ECDSA P-256) that signs the region's access tokens.</summary>
    public string TokenKeyFile { get; } = Path.Combine(folder.KeyFolder(region), "token.pem");

    /// <summary>Signs the region's audit packages.</summary>
    public SigningKeyFile AuditKey { get; } =
        new(Path.Combine(folder.KeyFolder(region), "audit.pem"), $"audit key of region {region}");

    /// <summary>Signs the certificates of the region's erasures.</summary>
    public SigningKeyFile CertificateKey { get; } =
        new(Path.Combine(folder.KeyFolder(region), "signing.pem"), $"certificate key of region {region}");

    /// <summary>The private half of the token key. The caller disposes it.</summary>
    /// <exception cref="WorldException">The file is missing or damaged.</exception>
    public ECDsa OpenTokenKey()
    {
        var key = ECDsa.Create();
        try
        {
            key.ImportFromPem(File.ReadAllText(TokenKeyFile));
            return key;
        }
        catch (Exception e) when (e is IOException or ArgumentException or CryptographicException)
        {
            key.Dispose();
            throw new WorldException(
                $"The token key of region {region}, {TokenKeyFile}, is missing or damaged: {e.Message} Remove it and "
                + "run ./domicile up, which makes another; tokens made before are refused from then on.",
                e);
        }
    }

    /// <summary>Makes what is missing.</summary>
    /// <param name="mayMakeKeys">
    /// False when data may already be encrypted with a key: a new one could not read it.
    /// </param>
    internal void Make(bool mayMakeKeys)
    {
        Directory.CreateDirectory(folder.KeyFolder(region), OwnerOnly);
        AdoptFirstGeneration();
        var generations = WrappingKeys.Numbers().DefaultIfEmpty(1).ToList();
        foreach (var file in generations.Select(WrappingKeys.FileOf).Append(HashKeyFile).Where(file => !IsWhole(file)))
        {
            if (!mayMakeKeys)
            {
                throw new WorldException(
                    $"The key {file} is missing or damaged. What it encrypted cannot be read without it: put back a "
                    + "copy of it, or begin anew with ./domicile reset, which destroys the world.");
            }

            Directory.CreateDirectory(Path.GetDirectoryName(file)!, OwnerOnly);
            OwnerFile.WriteBytes(file, RandomNumberGenerator.GetBytes(KeyBytes));
        }

        if (!File.Exists(TokenKeyFile))
        {
            using var key = ECDsa.Create(ECCurve.NamedCurves.nistP256);
            OwnerFile.WriteBytes(TokenKeyFile, Encoding.ASCII.GetBytes(key.ExportPkcs8PrivateKeyPem()));
        }

        AuditKey.Make();
        CertificateKey.Make();
    }

    // Before there were generations, the only one stood beside the folder.
    private void AdoptFirstGeneration()
    {
        var only = Path.Combine(folder.KeyFolder(region), "wrapping.key");
        if (File.Exists(only) && !WrappingKeys.Numbers().Any())
        {
            Directory.CreateDirectory(WrappingKeys.Path, OwnerOnly);
            File.Move(only, WrappingKeys.FileOf(1));
        }
    }

    private static bool IsWhole(string file) => File.Exists(file) && new FileInfo(file).Length == KeyBytes;
}
