using System.Text.Json;
using Domicile.Local.Folders;

namespace Domicile.Local.Institutions;

/// <summary>All that the sandbox institution of one region is told. Readable by the world's owner only.</summary>
/// <param name="Region">Whose documents it gets; it knows no other region's.</param>
/// <param name="Name">Its name within the region.</param>
/// <param name="Url">Where it listens, such as <c>http://127.0.0.1:5083</c>.</param>
/// <param name="Folder">What it receives is kept here.</param>
/// <param name="AuditPublicKey">PEM of the key that its packages must be signed with.</param>
/// <param name="PrivateKeyFile">PEM of the key that documents' keys are wrapped for.</param>
/// <param name="ReceiptKeyFile">PEM of the key that it signs its receipts with.</param>
public sealed record SandboxFile(
    string Region,
    string Name,
    string Url,
    string Folder,
    string AuditPublicKey,
    string PrivateKeyFile,
    string ReceiptKeyFile)
{
    /// <exception cref="InvalidDataException">The file is not of this form.</exception>
    public static SandboxFile Read(string path)
    {
        try
        {
            return OwnerFile.Read<SandboxFile>(path);
        }
        catch (JsonException e)
        {
            throw new InvalidDataException($"{path} is not a sandbox's file: {e.Message}", e);
        }
    }

    public void Write(string path) => OwnerFile.Write(path, this);
}
