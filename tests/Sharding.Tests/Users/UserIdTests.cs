using Domicile.Sharding.Users;
using FsCheck;
using FsCheck.Fluent;

namespace Domicile.Sharding.Tests.Users;

public sealed class UserIdTests
{
    [Theory]
    [InlineData("eu-0", "eu", 0)]
    [InlineData("eu-30001", "eu", 30_001)]
    [InlineData("u234567890123456-9007199254740991", "u234567890123456", UserId.NumberMax)]
    public void An_id_is_read_and_written_as_it_was(string text, string region, long number)
    {
        Assert.True(UserId.TryParse(text, out var id));
        Assert.Equal(new UserId(region, number), id);
        Assert.Equal(text, id.ToString());
    }

    [Theory]
    [InlineData(null)]
    [InlineData("")]
    [InlineData("eu")]
    [InlineData("eu-")]
    [InlineData("-1")]
    [InlineData("eu--1")]
    [InlineData("eu-01")]
    [InlineData("eu-+1")]
    [InlineData("eu- 1")]
    [InlineData("eu-1 ")]
    [InlineData("EU-1")]
    [InlineData("1u-1")]
    [InlineData("eu/s1")]
    [InlineData("eu-1-2")]
    [InlineData("eu-٣")]
    [InlineData("eu-9007199254740992")]
    [InlineData("eu-99999999999999999999")]
    [InlineData("u2345678901234567-1")]
    public void What_is_not_the_one_spelling_of_an_id_is_refused(string? text) =>
        Assert.False(UserId.TryParse(text, out _));

    [Fact]
    public void Two_different_texts_are_never_the_same_user() => Prop.ForAll(
        Gen.Elements("eu", "us", "Eu", "e", "").Two().ToArbitrary(),
        Gen.Elements("0", "1", "01", "-1", "1 ", "+1", "1.0").Two().ToArbitrary(),
        (regions, numbers) =>
        {
            var (left, right) = ($"{regions.Item1}-{numbers.Item1}", $"{regions.Item2}-{numbers.Item2}");
            return left == right
                || !UserId.TryParse(left, out var one)
                || !UserId.TryParse(right, out var other)
                || one != other;
        }).QuickCheckThrowOnFailure();
}
