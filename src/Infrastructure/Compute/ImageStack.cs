using System.Text.Json;
using Amazon.CDK.AWS.ECR;
using Constructs;
using Domicile.Infrastructure.Stacks;
using Domicile.Infrastructure.Worlds;

namespace Domicile.Infrastructure.Compute;

/// <summary>
/// The repository of the server's image in one site. It stands before all that runs the image, because the image is
/// pushed in between.
/// </summary>
internal sealed class ImageStack : WorldStack
{
    private const int ImagesKept = 50;

    public ImageStack(Construct scope, SitePlan site)
        : base(scope, site, "Image") => Add(site.Region.Name);

    /// <summary>For the function that feeds the central database, in the world's account.</summary>
    public ImageStack(Construct scope, WorldPlan world)
        : base(scope, world, world.CentralSite, "Image") => Add(Names.Central);

    private static object KeepTheNewest => new
    {
        rulePriority = 1,
        description = "Keep the newest",
        selection = new { tagStatus = "any", countType = "imageCountMoreThan", countNumber = ImagesKept },
        action = new { type = "expire" },
    };

    private void Add(string owner) => _ = new CfnRepository(this, "Repository", new CfnRepositoryProps
    {
        RepositoryName = Names.ImageRepository(owner),
        ImageTagMutability = "IMMUTABLE",
        ImageScanningConfiguration = new CfnRepository.ImageScanningConfigurationProperty { ScanOnPush = true },
        EncryptionConfiguration = new CfnRepository.EncryptionConfigurationProperty { EncryptionType = "KMS" },
        LifecyclePolicy = new CfnRepository.LifecyclePolicyProperty
        {
            LifecyclePolicyText = JsonSerializer.Serialize(new { rules = new[] { KeepTheNewest } }),
        },
    });
}
