namespace Domicile.Infrastructure.Tests;

public sealed class SynthesisTests
{
    [Fact]
    public void Every_site_has_a_network_for_servers_and_one_for_data()
    {
        foreach (var world in new[] { Synthesized.OneRegion, Synthesized.Shipped, Synthesized.FourRegions })
        {
            foreach (var site in world.World.Sites)
            {
                var networks = world
                    .Resources($"Domicile-{site.Region.Name}-{site.Name}-Network", "AWS::EC2::VPC")
                    .Select(network => network.Properties.GetProperty("CidrBlock").GetString());
                Assert.Equal([site.Service.ToString(), site.Data.ToString()], networks);
            }
        }
    }
}
