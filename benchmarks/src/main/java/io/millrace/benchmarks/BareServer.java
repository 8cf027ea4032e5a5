package io.millrace.benchmarks;

import io.netty.bootstrap.ServerBootstrap;
import io.netty.buffer.Unpooled;
import io.netty.channel.ChannelHandlerContext;
import io.netty.channel.ChannelInitializer;
import io.netty.channel.EventLoopGroup;
import io.netty.channel.MultiThreadIoEventLoopGroup;
import io.netty.channel.SimpleChannelInboundHandler;
import io.netty.channel.nio.NioIoHandler;
import io.netty.channel.socket.SocketChannel;
import io.netty.channel.socket.nio.NioServerSocketChannel;
import io.netty.handler.codec.http.DefaultFullHttpResponse;
import io.netty.handler.codec.http.FullHttpRequest;
import io.netty.handler.codec.http.HttpHeaderNames;
import io.netty.handler.codec.http.HttpObjectAggregator;
import io.netty.handler.codec.http.HttpResponseStatus;
import io.netty.handler.codec.http.HttpServerCodec;
import io.netty.handler.codec.http.HttpVersion;
import java.io.IOException;
import java.net.InetSocketAddress;
import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.util.concurrent.Executor;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.logging.Level;
import java.util.logging.Logger;
import org.apache.catalina.Context;
import org.apache.catalina.LifecycleException;
import org.apache.catalina.startup.Tomcat;
import org.eclipse.jetty.io.Content;
import org.eclipse.jetty.server.Handler;
import org.eclipse.jetty.server.Request;
import org.eclipse.jetty.server.Response;
import org.eclipse.jetty.server.Server;
import org.eclipse.jetty.server.ServerConnector;
import org.eclipse.jetty.util.Callback;
import org.eclipse.jetty.util.thread.QueuedThreadPool;

/** An HTTP server that reads a body and answers the same to all, with no framework above it. */
record BareServer(int port, AutoCloseable running) implements AutoCloseable {

  private static final byte[] ANSWER = "x".repeat(160).getBytes(StandardCharsets.US_ASCII);
  private static final int LARGEST = 1 << 20;

  /** Held, or its level is forgotten. */
  private static final Logger TOMCAT = Logger.getLogger("org.apache");

  static {
    TOMCAT.setLevel(Level.SEVERE);
  }

  static BareServer tomcat() throws IOException, LifecycleException {
    Tomcat tomcat = new Tomcat();
    tomcat.setBaseDir(Files.createTempDirectory("millrace-tomcat").toString());
    tomcat.setPort(0);
    tomcat.getConnector().setProperty("maxKeepAliveRequests", "-1");
    ExecutorService threads = Executors.newVirtualThreadPerTaskExecutor();
    tomcat.getConnector().getProtocolHandler().setExecutor(threads);
    Context context = tomcat.addContext("", null);
    Tomcat.addServlet(context, "answer", new BareServlet(ANSWER));
    context.addServletMappingDecoded("/*", "answer");
    tomcat.start();
    return new BareServer(
        tomcat.getConnector().getLocalPort(),
        () -> {
          tomcat.stop();
          tomcat.destroy();
          threads.close();
        });
  }

  static BareServer jetty() throws Exception {
    QueuedThreadPool threads = new QueuedThreadPool();
    threads.setVirtualThreadsExecutor(Executors.newVirtualThreadPerTaskExecutor());
    Server server = new Server(threads);
    ServerConnector connector = new ServerConnector(server);
    server.addConnector(connector);
    server.setHandler(
        new Handler.Abstract() {
          @Override
          public boolean handle(Request request, Response response, Callback callback)
              throws IOException {
            Content.Source.asByteBuffer(request);
            response.write(true, ByteBuffer.wrap(ANSWER), callback);
            return true;
          }
        });
    server.start();
    return new BareServer(connector.getLocalPort(), server::stop);
  }

  /**
   * @param threads where requests are answered, which may wait there
   */
  static BareServer netty(Executor threads) {
    EventLoopGroup loops = new MultiThreadIoEventLoopGroup(NioIoHandler.newFactory());
    var channel =
        new ServerBootstrap()
            .group(loops)
            .channel(NioServerSocketChannel.class)
            .childHandler(
                new ChannelInitializer<SocketChannel>() {
                  @Override
                  protected void initChannel(SocketChannel connection) {
                    connection
                        .pipeline()
                        .addLast(
                            new HttpServerCodec(),
                            new HttpObjectAggregator(LARGEST),
                            new Answering(threads));
                  }
                })
            .bind(new InetSocketAddress("127.0.0.1", 0))
            .syncUninterruptibly()
            .channel();
    return new BareServer(
        ((InetSocketAddress) channel.localAddress()).getPort(),
        () -> loops.shutdownGracefully().syncUninterruptibly());
  }

  private static final class Answering extends SimpleChannelInboundHandler<FullHttpRequest> {

    private final Executor threads;

    Answering(Executor threads) {
      this.threads = threads;
    }

    @Override
    protected void channelRead0(ChannelHandlerContext connection, FullHttpRequest request) {
      threads.execute(() -> answer(connection));
    }

    private static void answer(ChannelHandlerContext connection) {
      var response =
          new DefaultFullHttpResponse(
              HttpVersion.HTTP_1_1, HttpResponseStatus.OK, Unpooled.wrappedBuffer(ANSWER));
      response.headers().setInt(HttpHeaderNames.CONTENT_LENGTH, ANSWER.length);
      var _ = connection.writeAndFlush(response);
    }
  }

  @Override
  public void close() {
    try {
      running.close();
    } catch (Exception e) {
      throw new IllegalStateException(e);
    }
  }
}
