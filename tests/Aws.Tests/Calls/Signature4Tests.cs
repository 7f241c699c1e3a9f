using Amazon.Runtime;
using Domicile.Aws.Calls;

namespace Domicile.Aws.Tests.Calls;

public sealed class Signature4Tests
{
    private static readonly DateTimeOffset At = new(2015, 8, 30, 12, 36, 0, TimeSpan.Zero);

    // "post-vanilla" of the AWS Signature Version 4 test suite.
    [Fact]
    public void It_signs_as_the_published_example_does()
    {
        using var request = new HttpRequestMessage(HttpMethod.Post, "https://example.amazonaws.com/");

        Sign(request, [], token: "");

        Assert.Equal(
            "AWS4-HMAC-SHA256 Credential=AKIDEXAMPLE/20150830/us-east-1/service/aws4_request, "
            + "SignedHeaders=host;x-amz-date, "
            + "Signature=5da7c1a2acd57cee7505fc6676e4e544621c30862966e37dddb68e92efbe5d6b",
            Authorization(request));
    }

    // "post-x-www-form-urlencoded" of the same suite: the body and its type are signed.
    [Fact]
    public void It_signs_the_body_and_its_type()
    {
        using var request = new HttpRequestMessage(HttpMethod.Post, "https://example.amazonaws.com/")
        {
            Content = new ByteArrayContent("Param1=value1"u8.ToArray()),
        };
        request.Content.Headers.TryAddWithoutValidation("Content-Type", "application/x-www-form-urlencoded");

        Sign(request, "Param1=value1"u8, token: "");

        Assert.EndsWith(
            "SignedHeaders=content-type;host;x-amz-date, "
            + "Signature=ff11897932ad3f4e8b18135d722051e5ac45fc38421b1da7b9d196a0fe09473a",
            Authorization(request),
            StringComparison.Ordinal);
    }

    // "post-sts-header-before" of the same suite: the token of a role is a signed header.
    [Fact]
    public void It_signs_the_token_of_a_role()
    {
        using var request = new HttpRequestMessage(HttpMethod.Post, "https://example.amazonaws.com/");

        Sign(request, [], token: Token);

        Assert.EndsWith(
            "SignedHeaders=host;x-amz-date;x-amz-security-token, "
            + "Signature=85d96828115b5dc0cfc3bd16ad9e210dd772bbebba041836c64533a82be05ead",
            Authorization(request),
            StringComparison.Ordinal);
    }

    private const string Token =
        "AQoDYXdzEPT//////////wEXAMPLEtc764bNrC9SAPBSM22wDOk4x4HIZ8j4FZTwdQWLWsKWHGBuFqwAeMicRXmxfpSPfIeoIYRq"
        + "TflfKD8YUuwthAx7mSEI/qkPpKPi/kMcGdQrmGdeehM4IC1NtBmUpp2wUE8phUZampKsburEDy0KPkyQDYwT7WZ0wq5VSXDvp75Y"
        + "U9HFvlRd8Tx6q6fE8YQcHNVXAkiY9q6d+xo0rKwT38xVqr7ZD0u0iPPkUL64lIZbqBAz+scqKmlzm8FDrypNC9Yjc8fPOLn9FX9K"
        + "SYvKTr4rvx3iSIlTJabIQwj2ICCR/oLxBA==";

    private static void Sign(HttpRequestMessage request, ReadOnlySpan<byte> body, string token) => Signature4.Sign(
        request,
        body,
        new ImmutableCredentials("AKIDEXAMPLE", "wJalrXUtnFEMI/K7MDENG+bPxRfiCYEXAMPLEKEY", token),
        ("us-east-1", "service", At));

    private static string Authorization(HttpRequestMessage request) =>
        request.Headers.NonValidated["Authorization"].ToString();
}
