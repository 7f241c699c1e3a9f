using System.Security.Cryptography;
using System.Text;
using Domicile.Local.Worlds;

namespace Domicile.Local.Folders;

/// <summary>
/// A key pair (ECDSA P-256) in two files: the private half as PEM that only the world's owner can read, made once and
/// never overwritten, and beside it the public half, <c>x.public.pem</c> for <c>x.pem</c>, to be given away.
/// </summary>
/// <param name="path">Of the private half; ends in <c>.pem</c>.</param>
/// <param name="purpose">What the key is, for messages, such as <c>audit key of region eu</c>.</param>
public sealed class SigningKeyFile(string path, string purpose)
{
    /// <summary>The private half.</summary>
    public string Path { get; } = path;

    /// <summary>The public half.</summary>
    public string PublicPath { get; } = System.IO.Path.ChangeExtension(path, ".public.pem");

    /// <summary>The caller disposes it.</summary>
    /// <exception cref="WorldException">The file is missing or damaged.</exception>
    public ECDsa Open()
    {
        var key = ECDsa.Create();
        try
        {
            key.ImportFromPem(File.ReadAllText(Path));
            return key;
        }
        catch (Exception e) when (e is IOException or ArgumentException or CryptographicException)
        {
            key.Dispose();
            throw new WorldException(
                $"The {purpose}, {Path}, is missing or damaged: {e.Message} Put back a copy of it. Without one, remove "
                + "it and run ./domicile up, which makes another: whoever has the old public key has to get the new "
                + "one.",
                e);
        }
    }

    /// <summary>PEM of the public half, from the private one.</summary>
    /// <exception cref="WorldException">The file is missing or damaged.</exception>
    public string PublicPem()
    {
        using var key = Open();
        return key.ExportSubjectPublicKeyInfoPem();
    }

    /// <summary>Makes what is missing.</summary>
    /// <exception cref="WorldException">The private half is damaged.</exception>
    internal void Make()
    {
        if (!File.Exists(Path))
        {
            using var key = ECDsa.Create(ECCurve.NamedCurves.nistP256);
            OwnerFile.WriteBytes(Path, Encoding.ASCII.GetBytes(key.ExportPkcs8PrivateKeyPem()));
        }

        OwnerFile.WriteBytes(PublicPath, Encoding.ASCII.GetBytes(PublicPem() + "\n"));
    }
}
