using System.Text.Json;
using Domicile.Infrastructure.Worlds;

namespace Domicile.Infrastructure.Tests.Messaging;

public sealed class QueuesTests
{
    private static readonly Synthesized[] Worlds =
        [Synthesized.OneRegion, Synthesized.Shipped, Synthesized.FourRegions];

    private static IEnumerable<(Synthesized World, string Stack, RegionPlan? Region)> Stacks => Worlds.SelectMany(
        world => world.World.Regions
            .Select(region => (
                world, $"Domicile-{region.Name}-{region.WriterSite.Name}-Messaging", (RegionPlan?)region))
            .Append((world, $"Domicile-world-{world.World.CentralSite}-Messaging", null)));

    [Fact]
    public void A_region_has_its_queues_in_its_writer_site_and_the_world_one_in_the_central_site()
    {
        foreach (var (world, stack, region) in Stacks)
        {
            var names = region is null
                ? new[] { "domicile-central" }
                : new[] { "", "-wake", "-documents" }.Select(suffix => $"domicile-{region.Name}{suffix}");
            Assert.Equal(
                names.SelectMany(name => new[] { name, $"{name}-dead" }).Order(),
                Queues(world, stack).Select(queue => Text(queue.Properties, "QueueName")).Order());
        }
    }

    [Fact]
    public void What_nobody_could_work_off_goes_to_dead_letters_that_take_it_from_that_queue_only()
    {
        foreach (var (world, stack, region) in Stacks)
        {
            var queues = Queues(world, stack).ToDictionary(queue => queue.Id, queue => queue.Properties);
            foreach (var queue in queues.Values.Where(queue => queue.TryGetProperty("RedrivePolicy", out _)))
            {
                var redrive = queue.GetProperty("RedrivePolicy");
                Assert.Equal(10, redrive.GetProperty("maxReceiveCount").GetInt32());
                var dead = queues[redrive.GetProperty("deadLetterTargetArn").GetProperty("Fn::GetAtt")[0].GetString()!];
                Assert.Equal($"{Text(queue, "QueueName")}-dead", Text(dead, "QueueName"));
                var allowed = dead.GetProperty("RedriveAllowPolicy");
                Assert.Equal("byQueue", Text(allowed, "redrivePermission"));
                Assert.Equal(
                    [Arn(world, region, Text(queue, "QueueName"))],
                    WrittenPolicy.Texts(allowed, "sourceQueueArns"));
                Assert.True(
                    dead.GetProperty("MessageRetentionPeriod").GetInt32()
                    > queue.GetProperty("MessageRetentionPeriod").GetInt32());
            }

            Assert.Equal(queues.Count / 2, queues.Values.Count(queue => queue.TryGetProperty("RedrivePolicy", out _)));
        }
    }

    [Fact]
    public void Every_queue_is_encrypted_and_spoken_to_over_TLS_only()
    {
        foreach (var (world, stack, region) in Stacks)
        {
            foreach (var queue in Queues(world, stack))
            {
                Assert.True(queue.Properties.GetProperty("SqsManagedSseEnabled").GetBoolean());
                var forbidden = Assert.Single(Policy(world, stack, queue.Id).Forbidding("sqs:*"));
                Assert.Equal(["false"], WrittenPolicy.Condition(forbidden, "Bool", "aws:SecureTransport"));
                Assert.Equal(
                    [Arn(world, region, Text(queue.Properties, "QueueName"))],
                    WrittenPolicy.Texts(forbidden, "Resource"));
            }
        }
    }

    [Fact]
    public void To_a_regions_queue_the_other_regions_and_the_centre_may_send_and_nothing_else()
    {
        foreach (var (world, stack, region) in Stacks.Where(stack => stack.Region is not null))
        {
            var queue = Queues(world, stack).Single(
                queue => Text(queue.Properties, "QueueName") == $"domicile-{region!.Name}");
            var senders = world.World.Regions
                .Where(other => other.Name != region!.Name)
                .Select(other => $"arn:aws:iam::{other.Account}:role/domicile-{other.Name}-workers")
                .Append($"arn:aws:iam::{world.World.Account}:role/domicile-central");
            Assert.Equal(senders.Order(), Senders(Policy(world, stack, queue.Id)).Order());
        }
    }

    [Fact]
    public void To_the_central_queue_every_region_may_send_and_nothing_else()
    {
        foreach (var (world, stack, _) in Stacks.Where(stack => stack.Region is null))
        {
            var queue = Queues(world, stack).Single(
                queue => Text(queue.Properties, "QueueName") == "domicile-central");
            Assert.Equal(
                world.World.Regions
                    .Select(region => $"arn:aws:iam::{region.Account}:role/domicile-{region.Name}-workers").Order(),
                Senders(Policy(world, stack, queue.Id)).Order());
        }
    }

    /// <summary>"Using Lambda with Amazon SQS": at least six times the function's time-out.</summary>
    [Fact]
    public void A_message_is_away_six_times_as_long_as_the_function_that_takes_it_may_run()
    {
        var away = Stacks
            .SelectMany(stack => Queues(stack.World, stack.Stack))
            .Select(queue => (Name: Text(queue.Properties, "QueueName"), Queue: queue.Properties))
            .DistinctBy(queue => queue.Name)
            .ToDictionary(queue => queue.Name, queue => queue.Queue.GetProperty("VisibilityTimeout").GetInt32());
        var taken =
            from world in Worlds
            from stack in world.Templates.Keys
            from mapping in world.Resources(stack, "AWS::Lambda::EventSourceMapping")
            let function = mapping.Properties.GetProperty("FunctionName").GetProperty("Ref").GetString()
            let timeout = world.Resources(stack, "AWS::Lambda::Function").Single(one => one.Id == function)
                .Properties.GetProperty("Timeout").GetInt32()
            select (Queue: Text(mapping.Properties, "EventSourceArn").Split(':')[^1], Timeout: timeout);
        Assert.NotEmpty(taken);
        Assert.All(taken, one => Assert.True(away[one.Queue] >= 6 * one.Timeout));
    }

    private static IEnumerable<string> Senders(WrittenPolicy policy) => policy
        .Allowing("sqs:SendMessage")
        .SelectMany(allowed =>
        {
            Assert.Equal(["sqs:GetQueueUrl", "sqs:SendMessage"], WrittenPolicy.Texts(allowed, "Action"));
            return WrittenPolicy.Condition(allowed, "ArnEquals", "aws:PrincipalArn");
        });

    private static IEnumerable<(string Id, JsonElement Properties)> Queues(Synthesized world, string stack) =>
        world.Resources(stack, "AWS::SQS::Queue");

    private static WrittenPolicy Policy(Synthesized world, string stack, string queue) => new(Assert.Single(
        world.Resources(stack, "AWS::SQS::QueuePolicy"),
        policy => policy.Properties.GetProperty("Queues")[0].GetProperty("Ref").GetString() == queue)
        .Properties.GetProperty("PolicyDocument"));

    private static string Arn(Synthesized world, RegionPlan? region, string queue) => region is null
        ? $"arn:aws:sqs:{world.World.CentralSite}:{world.World.Account}:{queue}"
        : $"arn:aws:sqs:{region.WriterSite.Name}:{region.Account}:{queue}";

    private static string Text(JsonElement owner, string name) => owner.GetProperty(name).GetString()!;
}
