using Amazon.CDK;
using Constructs;

namespace Domicile.Infrastructure.Compute;

/// <summary>
/// The server's image, named by its digest: what was tested is what runs. The digest is a parameter of the stack, and
/// the same in every site, because it is computed from the image.
/// </summary>
internal sealed class ServerImage
{
    /// <summary>The parameter, in every stack that runs the image.</summary>
    public const string Parameter = "ImageDigest";

    private readonly CfnParameter digest;
    private readonly string address;

    public ServerImage(Construct scope, string account, string site, string region)
    {
        address = Names.ImageAddress(account, site, region);
        digest = new CfnParameter(scope, Parameter, new CfnParameterProps
        {
            Type = "String",
            Description = $"Digest of the server's image in {address}",
            AllowedPattern = "sha256:[0-9a-f]{64}",
            ConstraintDescription = "sha256: and 64 digits of the image, as the push of the image prints it",
        });
    }

    /// <summary>Without its digest: whose repository it is.</summary>
    public string Repository => address;

    /// <summary>With its digest, for whoever runs it.</summary>
    public string Uri => Fn.Join("@", [address, digest.ValueAsString]);
}
