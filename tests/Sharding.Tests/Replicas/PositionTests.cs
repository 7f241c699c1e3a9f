using System.Buffers.Text;
using System.Text;
using Domicile.Sharding.Replicas;

namespace Domicile.Sharding.Tests.Replicas;

public sealed class PositionTests
{
    [Fact]
    public void What_was_seen_comes_back_from_the_text_as_it_was()
    {
        var position = Position.Start("eu")
            .With(new SeenVersion("s1", 1, 7, 3)).With(new SeenVersion("s2", 4, 30_001, 55));
        Assert.True(Position.TryParse(position.ToString(), out var read));
        Assert.Equal("eu", read.Region);
        Assert.Equal(position.Seen, read.Seen);
        Assert.Equal(new SeenVersion("s2", 4, 30_001, 55), read.Of(30_001));
        Assert.Null(read.Of(8));
    }

    [Theory]
    [InlineData("")]
    [InlineData("1 eu s1.1.7.3")]
    [InlineData("2 eu")]
    [InlineData("1")]
    [InlineData("1 EU")]
    [InlineData("1 eu ")]
    [InlineData("1 eu s1.0.7.3")]
    [InlineData("1 eu s1.1.07.3")]
    [InlineData("1 eu s1.1.-7.3")]
    [InlineData("1 eu s1.1.7.3 s1.1.7.4")]
    [InlineData("1 eu s1.1.7.9223372036854775808")]
    [InlineData("1 eu s1.1.9007199254740992.3")]
    public void Anything_else_is_refused(string text)
    {
        Assert.False(Position.TryParse(text, out _));
        Assert.Equal(
            text == "1 eu s1.1.7.3",
            Position.TryParse(Base64Url.EncodeToString(Encoding.ASCII.GetBytes(text)), out _));
    }

    [Fact]
    public void Seeing_something_older_of_a_user_changes_nothing_and_another_shard_counts_anew()
    {
        var seen = Position.Start("eu").With(new SeenVersion("s1", 2, 7, 3));
        Assert.Same(seen, seen.With(new SeenVersion("s1", 2, 7, 2)));
        Assert.Same(seen, seen.With(new SeenVersion("s1", 1, 7, 9)));
        Assert.Equal(3, seen.With(new SeenVersion("s1", 3, 7, 3)).Of(7)!.Value.Epoch);
        Assert.Equal("s2", seen.With(new SeenVersion("s2", 1, 7, 4)).Of(7)!.Value.Shard);
    }

    [Fact]
    public void The_users_seen_last_are_remembered_and_fit_a_header()
    {
        var position = Position.Start("eu");
        for (var user = 1L; user <= 1_000; user++)
        {
            position = position.With(
                new SeenVersion("s123456789012345", int.MaxValue, 9_007_199_254_740_991 - user, long.MaxValue));
        }

        Assert.Equal(Position.UsersMax, position.Seen.Count);
        Assert.Equal(9_007_199_254_740_991 - 1_000, position.Seen[^1].UserNumber);
        Assert.True(Position.TryParse(position.ToString(), out _));
        Assert.InRange(position.ToString().Length, 1, 6_000);
    }
}
