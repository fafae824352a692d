using System.Text;
using Microsoft.AspNetCore.Http;
using Microsoft.Extensions.Logging;
using Tributary.Core.Errors;
using Tributary.Faces.Finicity;

namespace Tributary.Faces.Tests.Finicity;

public sealed class FinicityBoundaryTests
{
    [Fact]
    public async Task OurOwnFailure_GoesToTheLogUnderTheRequestsId_AndOnlyTheIdToTheCaller()
    {
        var log = new Lines();
        var context = Context();

        await new FinicityBoundary(_ => throw new InvalidOperationException("the inner cause"), log).InvokeAsync(context);

        var body = BodyOf(context);
        Assert.Equal(500, context.Response.StatusCode);
        Assert.Equal("""{"code":10100,"message":"Something went wrong in this server; its log has it under the request's id (REQ-1)."}""", body);
        Assert.Contains("REQ-1", Assert.Single(log.Written), StringComparison.Ordinal);
        Assert.Contains("the inner cause", log.Written[0], StringComparison.Ordinal);
    }

    [Fact]
    public async Task Refusal_IsAnAnswerAndNoLogEntry()
    {
        var log = new Lines();
        var context = Context();

        await new FinicityBoundary(_ => throw new TributaryException(ErrorCatalogue.StoreUnavailable), log).InvokeAsync(context);

        Assert.Equal(503, context.Response.StatusCode);
        Assert.Empty(log.Written);
    }

    [Fact]
    public async Task CallerWhoHungUp_GetsNothing()
    {
        var log = new Lines();
        var context = Context();
        context.RequestAborted = new CancellationToken(canceled: true);

        await new FinicityBoundary(_ => throw new OperationCanceledException(), log).InvokeAsync(context);

        Assert.Equal("", BodyOf(context));
        Assert.Empty(log.Written);
    }

    private static DefaultHttpContext Context()
    {
        var context = new DefaultHttpContext { TraceIdentifier = "REQ-1" };
        context.Request.Path = "/aggregation/v1/customers";
        context.Request.Headers.Accept = "application/json";
        context.Response.Body = new MemoryStream();
        return context;
    }

    private static string BodyOf(HttpContext context) => Encoding.UTF8.GetString(((MemoryStream)context.Response.Body).ToArray());

    private sealed class Lines : ILogger<FinicityBoundary>
    {
        public List<string> Written { get; } = [];

        public IDisposable? BeginScope<TState>(TState state)
            where TState : notnull => null;

        public bool IsEnabled(LogLevel logLevel) => true;

        public void Log<TState>(
            LogLevel logLevel, EventId eventId, TState state, Exception? exception, Func<TState, Exception?, string> formatter) =>
            Written.Add($"{formatter(state, exception)} {exception}");
    }
}
