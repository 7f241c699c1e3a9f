using System.Text;
using Domicile.Aws.Objects;
using Domicile.Ledger.Objects;

namespace Domicile.Aws.Tests.Objects;

public sealed class StoredObjectTests
{
    // As "Event message structure" of the Amazon S3 user guide has it, shortened.
    private const string Event = """
        {"Records":[
          {"eventVersion":"2.1","eventSource":"aws:s3","awsRegion":"eu-west-1","eventName":"ObjectCreated:Put",
           "s3":{"s3SchemaVersion":"1.0","bucket":{"name":"domicile-eu-audit-123456789012","arn":"arn:aws:s3:::x"},
                 "object":{"key":"documents/2036-12/eu-1/a","size":1,"eTag":"e","versionId":"v1","sequencer":"0"}}},
          {"eventVersion":"2.1","eventSource":"aws:s3","awsRegion":"eu-west-1","eventName":"ObjectRemoved:Delete",
           "s3":{"bucket":{"name":"b"},"object":{"key":"gone"}}},
          {"eventVersion":"2.1","eventSource":"aws:s3","awsRegion":"eu-west-1","eventName":"ObjectCreated:Copy",
           "s3":{"bucket":{"name":"b"},"object":{"key":"Happy+face%2B.jpg"}}}]}
        """;

    [Fact]
    public void An_event_names_what_was_stored_and_nothing_else() => Assert.Equal(
        [
            new StoredObject("domicile-eu-audit-123456789012", new ObjectKey("documents/2036-12/eu-1/a"), "v1"),
            new StoredObject("b", null, null),
        ],
        StoredObject.Read(Encoding.UTF8.GetBytes(Event)));

    [Fact]
    public void The_test_message_of_a_new_bucket_tells_of_no_object() => Assert.Empty(StoredObject.Read(
        """{"Service":"Amazon S3","Event":"s3:TestEvent","Bucket":"b","RequestId":"1","HostId":"2"}"""u8.ToArray()));

    [Theory]
    [InlineData("")]
    [InlineData("no")]
    [InlineData("[]")]
    [InlineData("{}")]
    [InlineData("""{"Event":"another"}""")]
    [InlineData("""{"Records":[{}]}""")]
    [InlineData("""{"Records":[{"eventName":"ObjectCreated:Put","s3":{"bucket":{}}}]}""")]
    public void What_is_no_message_of_S3_is_refused(string text) =>
        Assert.Throws<FormatException>(() => StoredObject.Read(Encoding.UTF8.GetBytes(text)));
}
